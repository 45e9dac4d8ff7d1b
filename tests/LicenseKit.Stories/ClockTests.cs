using System.Globalization;
using System.Text.Json.Nodes;

namespace LicenseKit.Stories;

/// <summary>Clocks that were a year ahead: what shows it, what is not stored, and how it is healed.</summary>
public sealed class ClockTests : Story
{
    private const int Year = 365;
    private static readonly Dictionary<string, string> Right = [];

    [Fact(Timeout = Limit)]
    public async Task A_Master_whose_first_run_was_a_year_ahead_shows_it_and_is_healed_with_the_root_key()
    {
        var ahead = FakeClock.Ahead(Year);
        var server = Master();
        server.Environment = ahead;
        await server.StartAsync();
        await server.Process.SaysAsync("signed into the Master license");
        var (id, _) = await server.IssueSessionAsync("""{ "client": "Trial", "seats": { "developer": 1 }, "duration": "P30D" }""");
        Assert.True(Instant((await server.GetAsync("/license"))["clock"]!["now"]!) > DateTimeOffset.UtcNow.AddDays(Year - 1));
        await server.KillAsync();

        server.Environment = Right;
        await server.StartAsync();
        await server.Process.SaysAsync("suspect: this machine's clock is P3");
        await Until("the log says it", () => (server.Process.Output + server.Process.Error).Contains("LK5008", StringComparison.Ordinal), server.Process);
        var own = await server.GetAsync("/license");
        Assert.Equal("good", (string)own["standing"]!);
        Assert.InRange((long)own["clock"]!["behind"]!, (Year - 1) * 86_400L, Year * 86_400L);
        Assert.Contains(own["warnings"]!.AsArray(), w => (string)w!["code"]! == "LK5008");
        Assert.True(Instant((await server.GetAsync("/session-licenses"))["items"]!.AsArray().Single(i => (string)i!["id"]! == id)!["expires"]!) > DateTimeOffset.UtcNow.AddDays(Year));
        await server.KillAsync();

        var shown = await ClockAsync(server, 0);
        Assert.True((bool)shown["needsRootKey"]!);
        Assert.Equal(2, (int)shown["datedAhead"]!); // The trial and the app's own license of the first run.
        Assert.InRange((long)shown["ahead"]!, (Year - 1) * 86_400L, Year * 86_400L);
        var healed = await ClockAsync(server, 0, "--set", "now");
        Assert.Equal((2, 2L, server.File("master.lic")), ((int)healed["signedAgain"]!, (long)healed["masterSerial"]!, (string)healed["master"]!));

        await server.StartAsync();
        own = await server.GetAsync("/license");
        Assert.Equal(("good", 2L, 0L), ((string)own["standing"]!, (long)own["serial"]!, (long)own["clock"]!["behind"]!));
        Assert.Empty(own["warnings"]!.AsArray());
        Assert.InRange(Instant((await server.GetAsync("/session-licenses"))["items"]!.AsArray().Single(i => (string)i!["id"]! == id)!["expires"]!), DateTimeOffset.UtcNow.AddDays(29), DateTimeOffset.UtcNow.AddDays(30));
        Assert.Contains((await server.GetAsync("/activity"))["items"]!.AsArray(), a => (string)a!["action"]! == "clock.set");
        await WorkingAsync(await server.FileAsync("session-licenses", id), "developer", server);
    }

    [Fact(Timeout = Limit)]
    public async Task A_clock_that_is_a_year_ahead_for_an_instant_is_not_stored()
    {
        var clock = PathOf("clock");
        var server = Master();
        server.Environment = FakeClock.Following(clock);
        await server.StartAsync();

        FakeClock.Set(clock, Year);
        await server.OwnAsync("the jump is seen", own => Instant(own["clock"]!["now"]!) > DateTimeOffset.UtcNow.AddDays(Year - 1));
        var (_, file) = await server.IssueSessionAsync("""{ "client": "Trial", "seats": { "developer": 1 }, "duration": "P30D" }""");
        FakeClock.Set(clock, 0);

        await server.OwnAsync("the time is right again", own => Instant(own["clock"]!["now"]!) < DateTimeOffset.UtcNow.AddDays(1) && own["warnings"]!.AsArray().Count > 0);
        Assert.Equal("LK5009", (string)(await server.GetAsync("/license"))["warnings"]![0]!["code"]!);
        await RefusedAsync(file, "developer", server);
        await server.KillAsync();
        Assert.InRange((long)(await ClockAsync(server, 0))["ahead"]!, -60, 60);

        Assert.Equal(1, (int)(await ClockAsync(server, 0, "--set", "now"))["signedAgain"]!);

        server.Environment = Right;
        await server.StartAsync();
        Assert.Empty((await server.GetAsync("/license"))["warnings"]!.AsArray());
    }

    [Fact(Timeout = Limit)]
    public async Task An_online_child_of_a_parent_that_signed_a_year_ahead_comes_back_by_itself_when_the_parent_is_healed()
    {
        var clock = PathOf("clock");
        var master = Master();
        master.Environment = FakeClock.Following(clock);
        await master.StartAsync();
        var (id, file) = await master.IssueAsync(Draft(execution: 2));
        var child = await Child(master, "oem", file).StartAsync();
        await child.OwnAsync("it is activated", own => (string)own["standing"]! == "good");

        FakeClock.Set(clock, Year);
        await master.OwnAsync("the jump is seen", own => Instant(own["clock"]!["now"]!) > DateTimeOffset.UtcNow.AddDays(Year - 1));
        await master.PutAsync($"/server-licenses/{id}", Draft(execution: 3));
        await child.OwnAsync("the version from the future has arrived", own => (long)own["clock"]!["behind"]! > 86_400);
        FakeClock.Set(clock, 0);
        await child.OwnAsync("it is out", own => (string)own["standing"]! == "stale");
        Assert.Contains((await child.GetAsync("/license"))["warnings"]!.AsArray(), w => (string)w!["code"]! == "LK5008");

        await master.KillAsync();
        Assert.Equal(1, (int)(await ClockAsync(master, 0, "--set", "now"))["signedAgain"]!);
        master.Environment = Right;
        await master.StartAsync();

        await child.OwnAsync("it is back", own => (string)own["standing"]! == "good" && (long)own["clock"]!["behind"]! < 60 && own["warnings"]!.AsArray().Count == 0);
        await WorkingAsync(await child.IssueAppAsync(), "execution", master);
    }

    [Fact(Timeout = Limit)]
    public async Task An_offline_child_of_a_parent_that_was_a_year_ahead_is_healed_by_the_new_file_and_the_tool()
    {
        var master = Master();
        master.Environment = FakeClock.Ahead(Year);
        await master.StartAsync();
        var child = await Child(master, "offline").StartAsync();
        var (id, file) = await master.IssueAsync($$"""
            { "client": "Globex", "seats": { "developer": 1 }, "duration": "P90D", "suppressPings": true, "licenseCode": "{{child.Code}}" }
            """);
        await child.PostAsync("/license", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        await child.OwnAsync("it follows the date of its license", own => (long)own["clock"]!["behind"]! > 86_400 && (string)own["standing"]! == "good");
        await child.KillAsync();
        await master.KillAsync();

        Assert.Equal("Master", (string)(await ClockAsync(child, 0, "--set", "now"))["issuerToHeal"]!);
        await ClockAsync(master, 0, "--set", "now");
        master.Environment = Right;
        await master.StartAsync();
        await child.StartAsync();
        var own = await child.PostAsync("/license", await File.ReadAllTextAsync(await master.FileAsync("server-licenses", id), TestContext.Current.CancellationToken));
        Assert.Equal("expired", (string)own["standing"]!); // Its time is still a year ahead, and its 90 days are counted from now.
        await child.KillAsync();

        var healed = await ClockAsync(child, 0, "--set", "now");

        Assert.Null(healed["issuerToHeal"]);
        await child.StartAsync();
        await child.OwnAsync("it is right", o => (string)o["standing"]! == "good" && (long)o["clock"]!["behind"]! == 0);
    }

    [Fact(Timeout = Limit)]
    public async Task Nothing_is_changed_while_the_server_runs_or_without_the_root_key_or_ahead_of_the_clock()
    {
        var server = Master();
        server.Environment = FakeClock.Ahead(Year);
        await server.StartAsync();
        Assert.Equal("LK8002", await RefusedClockAsync(server, 1, "--set", "now"));
        await server.KillAsync();
        var before = await ClockAsync(server, 0);

        Assert.Equal("LK5010", await RefusedClockAsync(server, 1, "--set", "2099-01-01"));
        File.Move(server.File("root.key.pem"), PathOf("root.key.pem"));
        Assert.Equal("LK8012", await RefusedClockAsync(server, 1, "--set", "now"));
        Assert.Equal("LK8005", await RefusedClockAsync(server, 2, "--set", "now", "--root-key", PathOf("none.pem")));
        Assert.Equal("LK1006", await RefusedClockAsync(server, 1, "--set", "now", "--root-key", server.File("installation.key.pem")));

        var after = await ClockAsync(server, 0);
        Assert.Equal(((string)before["floor"]!, (long)before["serial"]!, (int)before["datedAhead"]!), ((string)after["floor"]!, (long)after["serial"]!, (int)after["datedAhead"]!));
        await ClockAsync(server, 0, "--set", "now", "--root-key", PathOf("root.key.pem"));
    }

    private static string Draft(int execution) => Family.Draft(execution).Replace("P1Y", "P5Y", StringComparison.Ordinal);

    private static DateTimeOffset Instant(JsonNode node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);

    private async Task<string> RefusedClockAsync(Server server, int exit, params string[] args) => (string)(await ClockAsync(server, exit, args))["fault"]!["code"]!;

    private async Task<JsonNode> ClockAsync(Server server, int exit, params string[] args)
    {
        var tool = Start("LicenseKit.Cli", ["clock", "--data", server.File(""), "--json", .. args]);
        Assert.True(await tool.ExitAsync() == exit, tool.ToString());
        return JsonNode.Parse(tool.Output)!;
    }
}
