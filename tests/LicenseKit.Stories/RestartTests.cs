using System.Diagnostics;
using System.Net;

namespace LicenseKit.Stories;

/// <summary>What a restart does to leases that are out.</summary>
public sealed class RestartTests : Story
{
    private static readonly TimeSpan Lowered = TimeSpan.FromSeconds(2);

    [Fact(Timeout = Limit)]
    public async Task Leases_that_were_out_when_maxLease_was_lowered_count_after_a_kill_until_they_end_and_their_sessions_renew()
    {
        var family = await Family.StartAsync(this, Draft(""));
        var app = await family.Oem.IssueAppAsync("PT10M");
        var (first, second) = (new AppSession(family.Oem, app), new AppSession(family.Oem, app));
        var out10Minutes = ((DateTimeOffset[])[(await first.TakeAsync()).Expires, (await second.TakeAsync()).Expires]).Min();
        Assert.True(out10Minutes > DateTimeOffset.UtcNow.AddMinutes(9));
        await family.ChangeAsync(Draft($"\"maxLease\": \"PT{Lowered.TotalSeconds:0}S\","));

        await family.Oem.KillAsync();
        await family.Oem.StartAsync();

        await RefusedAsync(family.Oem, app);
        foreach (var session in (AppSession[])[first, second])
        {
            var renewed = await session.RenewAsync(1);
            Assert.Equal((2, Lowered), (renewed.N, renewed.Expires - renewed.IssuedAt));
            Assert.Equal(2, (await session.RenewAsync(1)).N); // The answer was lost: the app asks again.
        }

        // A lease of 10 minutes may be in use until its end, whatever was renewed since.
        var renewedAt = Stopwatch.StartNew();
        await Until("leases of the lowered length would have ended", async () =>
        {
            await RefusedAsync(family.Oem, app);
            return renewedAt.Elapsed > Lowered + TimeSpan.FromSeconds(1);
        }, family.Oem.Process);
        Assert.All(await family.Oem.SessionsAsync(), held => Assert.True(held.Value >= out10Minutes, $"{held}"));
        Assert.Equal(3, (await first.KeepAsync()).N);
        Assert.Equal(3, (await second.KeepAsync()).N);
    }

    [Fact(Timeout = Limit)]
    public async Task A_seat_that_was_taken_under_a_clock_one_year_ahead_is_free_at_most_one_lease_after_the_clock_is_right()
    {
        var ahead = FakeClock.Ahead(days: 365);
        var lease = TimeSpan.FromSeconds(15); // longer than a start on a busy machine takes
        var server = await Master().StartAsync();
        var (_, file) = await server.IssueSessionAsync($$"""
            { "client": "QA", "seats": { "developer": 2 }, "duration": "issuer", "maxLease": "PT{{lease.TotalSeconds:0}}S" }
            """);
        await server.KillAsync();

        server.Environment = ahead;
        await server.StartAsync();
        var (held, ended) = (new AppSession(server, file), new AppSession(server, file));
        Assert.True((await held.TakeAsync()).IssuedAt > DateTimeOffset.UtcNow.AddDays(364));
        await ended.TakeAsync();
        await server.KillAsync();

        server.Environment = new Dictionary<string, string>();
        var started = Stopwatch.StartNew();
        await server.StartAsync();
        var live = started.Elapsed;
        await RefusedAsync(server, file);
        await server.EndAsync(ended.Id);

        var next = (AppSession[])[new(server, file), new(server, file)];
        await Until("both seats are free", async () =>
            (await next[0].AcquireAsync()).IsGranted && (await next[1].AcquireAsync()).IsGranted, server.Process);
        Assert.InRange(started.Elapsed, lease, live + lease + TimeSpan.FromSeconds(5));
    }

    private static string Draft(string more) => $$"""
        {
          "client": "Acme OEM", "seats": { "developer": 2 }, {{more}} "duration": "P1Y",
          "contact": { "every": "PT1S", "silence": "P1D" }
        }
        """;

    private static async Task RefusedAsync(Server server, string file) =>
        Assert.Equal((HttpStatusCode.Conflict, "LK6001"), (await new AppSession(server, file).AcquireAsync()).Problem);
}
