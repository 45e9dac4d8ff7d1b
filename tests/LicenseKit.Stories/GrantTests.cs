using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace LicenseKit.Stories;

/// <summary>A Master with five developer seats grants them to a child server while sessions use them.</summary>
public sealed class GrantTests : Story
{
    private const int Seats = 5;

    [Fact(Timeout = Limit)]
    public async Task Seats_of_five_live_sessions_are_granted_only_when_free_and_the_apps_learn_when_their_leases_end()
    {
        var (master, app, sessions, last) = await FullAsync("PT6S");

        var refused = await master.TryPostAsync("/server-licenses", Draft(Seats));
        Assert.Equal((HttpStatusCode.Conflict, "LK7012"), refused.Problem);
        Assert.Contains($"{Seats} sessions whose leases are out", refused.Detail, StringComparison.Ordinal);
        var granted = await master.TryPostAsync("/server-licenses", Draft(Seats, "\"starts\": \"when-free\","));
        Assert.Equal(HttpStatusCode.Created, granted.Status);
        var start = await StartOfAsync(master, granted);

        // A lease is dated in whole seconds, a seat is held to the fraction.
        Assert.InRange(start, last, last.AddSeconds(1));
        foreach (var session in sessions)
        {
            var told = await ToldAsync(session, master);
            Assert.Equal((start, "LK6001"), (told.Expires, (string?)told.EndsEarly!["code"]));
        }

        await Until("the child's license has started", async () =>
        {
            var acquired = await new AppSession(master, app).AcquireAsync();
            Assert.Equal((HttpStatusCode.Conflict, "LK6001"), acquired.Problem);
            return acquired.Detail.Contains("granted to child servers", StringComparison.Ordinal);
        }, master.Process);
        Assert.True(DateTimeOffset.UtcNow >= start);
        foreach (var session in sessions)
        {
            var renewed = await session.RenewAsync();
            Assert.True(renewed.Status is HttpStatusCode.Conflict or HttpStatusCode.Gone, renewed.ToString());
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_grant_that_starts_later_is_refused_while_leases_cover_its_start_and_else_ends_the_newest_session_there()
    {
        var (master, _, sessions, last) = await FullAsync("PT20S");

        var refused = await master.TryPostAsync("/server-licenses", Draft(1, Starts(last.AddSeconds(-1))));
        Assert.Equal((HttpStatusCode.Conflict, "LK7012"), refused.Problem);
        Assert.StartsWith("A session whose lease is out ", refused.Detail, StringComparison.Ordinal);
        var start = last.AddSeconds(2);
        Assert.Equal(HttpStatusCode.Created, (await master.TryPostAsync("/server-licenses", Draft(1, Starts(start)))).Status);

        var told = await ToldAsync(sessions[^1], master);
        Assert.Equal(start, told.Expires);
        foreach (var older in sessions[..^1])
        {
            Assert.Null((await older.KeepAsync()).EndsEarly);
        }
    }

    /// <summary>All seats are in use, under leases whose length the draft says.</summary>
    private async Task<(Server Master, string App, AppSession[] Sessions, DateTimeOffset LastEnd)> FullAsync(string maxLease)
    {
        var master = await (await MasterWithAsync($"developer={Seats}")).StartAsync();
        var app = await master.IssueAppAsync(maxLease);
        var sessions = await AppSession.TakeAsync(master, app, Seats);
        var leases = await Task.WhenAll(sessions.Select(s => s.KeepAsync()));
        return (master, app, sessions, leases.Max(l => l.Expires));
    }

    /// <summary>Renews until the answer says that the lease ends early.</summary>
    private static async Task<Reply> ToldAsync(AppSession session, Server master)
    {
        Reply? told = null;
        await Until("the app is told", async () => (told = await session.KeepAsync()).EndsEarly is not null, master.Process);
        return told!;
    }

    private static async Task<DateTimeOffset> StartOfAsync(Server master, Reply granted)
    {
        var file = await master.FileAsync("server-licenses", (string)granted.Body["id"]!);
        var bundle = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        return Reply.Instant(Reply.Payload((string)bundle["chain"]!.AsArray()[^1]!), "nbf");
    }

    private static string Starts(DateTimeOffset at) =>
        $"\"starts\": \"{at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}\",";

    private static string Draft(int developers, string starts = "") =>
        $$"""{ "client": "Initech", {{starts}} "seats": { "developer": {{developers}} }, "duration": "P1Y" }""";
}
