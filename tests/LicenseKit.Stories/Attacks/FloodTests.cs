using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace LicenseKit.Stories.Attacks;

/// <summary>A Master, its child and an app while strangers call: everybody who has proven something is served.</summary>
public sealed class FloodTests : Story
{
    private const int PerSecond = 400;

    [Fact(Timeout = Figures.Limit)]
    public async Task Garbage_pings_in_the_name_of_a_child_from_its_own_address_do_not_make_it_stale()
    {
        var (master, child, id) = await FamilyAsync();
        var key = await KeyAsync(child);

        await UnderAsync("garbage pings that name a child's key", child, master, _ => Garbage.Post(master, "/pings", new JsonObject { ["key"] = key, ["ping"] = Garbage.Ping(key, id) }),
            async () => Assert.Equal("good", (string)(await child.GetAsync("/license"))["standing"]!));

        await PingsAsync(master, id);
    }

    [Fact(Timeout = Figures.Limit)]
    public async Task Keys_that_nobody_has_and_pings_of_no_form_cost_nothing()
    {
        var (master, child, id) = await FamilyAsync();
        var rows = (await ActionsAsync(master)).Length;

        await UnderAsync("pings under random keys that name a license", child, master, _ =>
        {
            var key = Garbage.Random(32);
            return Garbage.Post(master, "/pings", new JsonObject { ["key"] = key, ["ping"] = Garbage.Ping(key, id) });
        }, () => Task.CompletedTask);

        await PingsAsync(master, id);
        Assert.Equal(rows, (await ActionsAsync(master)).Length);
    }

    [Fact(Timeout = Figures.Limit)]
    public async Task Recorded_pings_that_are_sent_again_raise_no_alarm_and_the_child_goes_on()
    {
        var master = await Master().StartAsync();
        await using var relay = Relay.Start(master.Url);
        var (id, file) = await master.IssueAsync(Draft($"\"parentUrl\": \"{relay.Url}\","));
        var child = await Child(master, "child", file).StartAsync();
        await Until("ten pings are recorded", () => relay.Pings.Length >= 10, child.Process);
        var recorded = relay.Pings;

        await UnderAsync("recorded pings, the last and older ones", child, master, i => Garbage.Post(master, "/pings", recorded[i % recorded.Length]), () => Task.CompletedTask);

        await PingsAsync(master, id);
        Assert.DoesNotContain(await ActionsAsync(master), a => a == "ping.fork");
        Assert.DoesNotContain("ping.fork", master.Process.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Figures.Limit)]
    public async Task Activations_without_proof_write_no_row()
    {
        var (master, child, id) = await FamilyAsync();
        var rows = (await ActionsAsync(master)).Length;

        await UnderAsync("activations without proof", child, master, _ =>
        {
            var key = Garbage.Random(32);
            return Garbage.Post(master, "/activations", new JsonObject
            {
                ["key"] = key,
                ["activation"] = Garbage.Document("lk-activation+jwt", key, new JsonObject { ["lk"] = new JsonObject { ["license"] = new JsonObject { ["id"] = id } } }),
            });
        }, () => Task.CompletedTask);

        Assert.Equal(rows, (await ActionsAsync(master)).Length);
    }

    [Theory(Timeout = Figures.Limit)]
    [InlineData(400)]
    [InlineData(60)]
    public async Task Large_bodies_do_not_hold_up_renewals(int kilobytes)
    {
        var (_, child, _) = await FamilyAsync();
        var large = Encoding.UTF8.GetBytes(new JsonObject { ["license"] = new string('A', kilobytes * 1024), ["kind"] = "developer", ["nonce"] = Garbage.Random(16) }.ToJsonString());

        await UnderAsync($"acquires with {kilobytes} KiB", child, child, _ => Garbage.Post(child, "/sessions", large, Garbage.Random(32)), () => Task.CompletedTask);
    }

    [Fact(Timeout = Figures.Limit)]
    public async Task Forged_session_licenses_do_not_hold_up_renewals()
    {
        var (_, child, _) = await FamilyAsync();
        var key = await KeyAsync(child);

        await UnderAsync("acquires with a forged session license", child, child, _ => Garbage.Post(child, "/sessions", new JsonObject
        {
            ["license"] = Garbage.Document("lk-session-license+jwt", key, new JsonObject { ["sub"] = Garbage.Random(16) }),
            ["kind"] = "developer",
            ["nonce"] = Garbage.Random(16),
        }, Garbage.Random(32)), () => Task.CompletedTask);
    }

    [Fact(Timeout = Figures.Limit)]
    public async Task Renewals_of_sessions_that_nobody_has_do_not_hold_up_others()
    {
        var (_, child, _) = await FamilyAsync();

        await UnderAsync("renewals of sessions that nobody has", child, child, _ => Garbage.Post(child, $"/sessions/{Garbage.Random(32)}/renew",
            new JsonObject { ["n"] = 1, ["nonce"] = Garbage.Random(16) }, Garbage.Random(32)), () => Task.CompletedTask);
    }

    [Fact(Timeout = Figures.Limit)]
    public async Task One_sender_behind_a_trusted_proxy_is_told_apart_from_the_others()
    {
        var master = await new Server(this, "master", "--LicenseKit:TrustedProxies=127.0.0.1").StartAsync();
        await using var flood = Flood.Start(4000, _ => From("198.51.100.7", Garbage.Post(master, "/pings", new JsonObject { ["key"] = "x", ["ping"] = "y" })));
        await Until("the sender is limited", () => flood.Of(HttpStatusCode.TooManyRequests) > 0, master.Process);

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var other = await http.SendAsync(From("192.0.2.1", Garbage.Post(master, "/pings", new JsonObject { ["key"] = "x", ["ping"] = "y" })), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Fact(Timeout = Figures.Limit)]
    public async Task Without_a_trusted_proxy_nobody_chooses_an_address()
    {
        var master = await Master().StartAsync();
        await using var flood = Flood.Start(4000, i => From($"198.51.{i / 256 % 256}.{i % 256}", Garbage.Post(master, "/pings", new JsonObject { ["key"] = "x", ["ping"] = "y" })));

        await Until("the sender is limited", () => flood.Of(HttpStatusCode.TooManyRequests) > 0, master.Process);
    }

    [Fact(Timeout = Figures.Limit)]
    public async Task A_cloned_folder_on_a_second_machine_is_one_alarm()
    {
        var (master, child, id) = await FamilyAsync();
        await child.KillAsync();
        Directory.CreateDirectory(PathOf("clone"));
        foreach (var file in Directory.GetFiles(PathOf("child")))
        {
            File.Copy(file, PathOf($"clone/{Path.GetFileName(file)}"));
        }

        await child.StartAsync();
        await Child(master, "clone").StartAsync();

        await Until("the Master sees the clone", async () => (await ActionsAsync(master)).Contains("ping.fork"), master.Process);
        await Task.Delay(Figures.Duration, TestContext.Current.CancellationToken); // Both go on to ping, once a second each.
        Assert.Single(await ActionsAsync(master), a => a == "ping.fork");
        Assert.Single(master.Process.Output.Split('\n'), l => l.Contains("ping.fork", StringComparison.Ordinal) && l.Contains(id, StringComparison.Ordinal));
    }

    [Fact(Timeout = Figures.Limit)]
    public async Task A_server_that_is_killed_in_a_flood_has_all_that_it_granted()
    {
        var (_, child, _) = await FamilyAsync();
        var app = await child.IssueAppAsync("PT1H");
        await using var flood = Flood.Start(PerSecond, _ => Garbage.Post(child, "/sessions", new JsonObject { ["license"] = "a.b.c", ["kind"] = "developer", ["nonce"] = Garbage.Random(16) }, Garbage.Random(32)));
        for (var round = 1; round <= 2; round++)
        {
            var session = new AppSession(child, app);
            await session.TakeAsync();
            await child.KillAsync();
            await child.StartAsync();
            await session.KeepAsync();
            Assert.Equal(round, (await child.SessionsAsync()).Count);
        }
    }

    private static string Draft(string more = "") => $$"""
        { "client": "Child", "seats": { "developer": 20 }, {{more}} "duration": "P1Y", "contact": { "every": "PT1S", "silence": "PT20S" } }
        """;

    private static HttpRequestMessage From(string address, HttpRequestMessage request)
    {
        request.Headers.Add("X-Forwarded-For", address);
        return request;
    }

    /// <summary>A child that pings each second and is stale after twenty without an answer.</summary>
    private async Task<(Server Master, Server Child, string Id)> FamilyAsync()
    {
        var master = await Master().StartAsync();
        var (id, file) = await master.IssueAsync(Draft());
        var child = await Child(master, "child", file).StartAsync();
        await child.OwnAsync("the child is activated online", own => (string)own["standing"]! == "good");
        return (master, child, id);
    }

    /// <summary>An app renews at a server for a while without an attack, and for as long while somebody attacks.</summary>
    private static async Task UnderAsync(string attack, Server server, Server target, Func<int, HttpRequestMessage> make, Func<Task> holds)
    {
        var app = await server.IssueAppAsync("PT5S");
        await using var quiet = await HonestApp.StartAsync(server, app);
        await Task.Delay(Figures.Quiet, TestContext.Current.CancellationToken);
        await quiet.DisposeAsync();

        await using var honest = await HonestApp.StartAsync(server, app);
        var flood = Flood.Start(PerSecond, make);
        var started = Stopwatch.StartNew();
        while (started.Elapsed < Figures.Duration)
        {
            await holds();
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        await flood.DisposeAsync();
        await honest.DisposeAsync();
        Assert.True(flood.Answers.Count > 0 && flood.Of(HttpStatusCode.OK) + flood.Of(HttpStatusCode.InternalServerError) is var odd && (odd == 0 || attack.StartsWith("recorded", StringComparison.Ordinal)), $"{flood}\n{target.Process}");
        Assert.True(honest.Renewals > 0 && honest.Refusals == 0, $"{honest.Refusals} of {honest.Renewals} renewals were refused: {honest.FirstRefusal}\n{flood}\n{server.Process}");
        Figures.Add(attack, flood, quiet.P99, honest.P99);
    }

    /// <summary>Pings of the child still arrive at the Master.</summary>
    private static async Task PingsAsync(Server master, string id)
    {
        var before = (string?)(await master.GetAsync($"/server-licenses/{id}"))["lastPing"];
        await Until("the child pings on", async () => (string?)(await master.GetAsync($"/server-licenses/{id}"))["lastPing"] != before, master.Process);
    }

    /// <summary>The child's public key, as every lease and every file of it shows it.</summary>
    private static async Task<string> KeyAsync(Server child) => (string)(await child.GetAsync("/request"))["key"]!;

    private static async Task<string[]> ActionsAsync(Server server) =>
        [.. (await server.GetAsync("/activity?limit=1000"))["items"]!.AsArray().Select(a => (string)a!["action"]!)];
}
