namespace LicenseKit.Stories;

/// <summary>Robots share the seats of a child server while its Master changes them.</summary>
public sealed class FloatingTests : Story
{
    private static readonly string[] All = ["developer", "execution", "execution", "execution"];

    [Fact(Timeout = Limit)]
    public async Task Robots_overflow_into_generic_seats_until_the_refusal_names_what_limits_them_and_a_stage_lets_one_more_in()
    {
        var family = await Family.StartAsync(this);
        var app = await family.Oem.IssueAppAsync();
        var robots = await family.FillAsync(this, app, All);

        foreach (var kind in (string[])["developer", "execution"])
        {
            var refused = await RefusedAsync(app, kind, family.Master);
            Assert.StartsWith($"refused LK6001: No {kind} seat is free: license 'Acme OEM' allows ", refused, StringComparison.Ordinal);
            Assert.Matches("allows .*developer 1.*execution 2.*generic 1.*in use .*developer 1.*execution 3", refused.ReplaceLineEndings(" "));
        }

        var stage = DateTimeOffset.UtcNow.AddSeconds(5);
        await family.ChangeAsync(Family.Draft(stages: Family.Stage(stage, more: 1)));
        await family.Oem.OwnAsync("the stage begins", own => (long)own["seats"]!["execution"]! == 3);
        Assert.True(DateTimeOffset.UtcNow >= stage.AddSeconds(-1));

        robots = [.. robots, await WorkingAsync(app, "execution", family.Master)];
        Assert.Contains("in its stage 'Quarter end' allows", await RefusedAsync(app, "execution", family.Master), StringComparison.Ordinal);
        Assert.All(robots, robot => Assert.True(robot.Runs, robot.ToString()));
        Assert.Equal(5, (await family.Oem.SessionsAsync()).Count);
    }

    [Fact(Timeout = Limit)]
    public async Task A_smaller_license_arrives_by_the_next_ping_and_admits_nobody_while_running_robots_finish()
    {
        var family = await Family.StartAsync(this);
        var app = await family.Oem.IssueAppAsync("PT10S");
        var robots = await family.FillAsync(this, app, "execution", "execution");

        await family.ChangeAsync(Family.Draft(execution: 1, generic: 0));

        Assert.Contains("execution 1", await RefusedAsync(app, "execution", family.Master), StringComparison.Ordinal);
        var before = await family.Oem.SessionsAsync();
        await Until("both robots renew", async () => await family.Oem.SessionsAsync() is var now && now.Count == 2 && now.All(s => s.Value > before[s.Key]), family.Oem.Process);

        robots[0].Terminate();
        Assert.Equal(0, await robots[0].ExitAsync());
        Assert.EndsWith("done\n", robots[0].Output, StringComparison.Ordinal);
        Assert.Single(await family.Oem.SessionsAsync());
        await RefusedAsync(app, "execution", family.Master);
    }

    [Fact(Timeout = Limit)]
    public async Task A_suspended_child_starts_no_session_and_renews_none_until_it_is_resumed()
    {
        var family = await Family.StartAsync(this);
        var app = await family.Oem.IssueAppAsync("PT4S");
        var robot = await WorkingAsync(app, "execution", family.Master);

        await family.Master.PostAsync($"/server-licenses/{family.Id}/suspend", """{ "reason": "unpaid" }""");
        await family.Oem.OwnAsync("the suspension arrives", own => (string)own["standing"]! == "suspended" && ((string)own["reason"]!).Contains("suspended", StringComparison.Ordinal));

        Assert.StartsWith("refused LK6002: License 'Acme OEM' is suspended.", await RefusedAsync(app, "execution", family.Master), StringComparison.Ordinal);
        Assert.Equal(3, await robot.ExitAsync());
        Assert.Contains("lost LK6002", robot.Output, StringComparison.Ordinal);

        await family.Master.PostAsync($"/server-licenses/{family.Id}/resume", "{}");
        await family.Oem.OwnAsync("the child is resumed", own => (string)own["standing"]! == "good");
        await WorkingAsync(app, "execution", family.Master);
    }

    [Fact(Timeout = Limit)]
    public async Task A_killed_child_goes_on_where_it_was_no_session_lost_and_no_seat_oversold()
    {
        var family = await Family.StartAsync(this);
        var app = await family.Oem.IssueAppAsync("PT24S");
        var robots = await family.FillAsync(this, app, All);
        var sessions = await family.Oem.SessionsAsync();

        await family.Oem.KillAsync();
        await family.Oem.StartAsync();

        var restored = await family.Oem.SessionsAsync();
        Assert.Equal(sessions.Keys, restored.Keys);
        Assert.StartsWith("refused LK6001", await RefusedAsync(app, "execution", family.Master), StringComparison.Ordinal);
        await Until("all robots renew", async () => await family.Oem.SessionsAsync() is var now && now.Keys.SequenceEqual(sessions.Keys) && now.All(s => s.Value > restored[s.Key]), family.Oem.Process);
        Assert.All(robots, robot => Assert.True(robot.Runs, robot.ToString()));
        Assert.StartsWith("refused LK6001", await RefusedAsync(app, "execution", family.Master), StringComparison.Ordinal);
    }
}
