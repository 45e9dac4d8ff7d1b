using LicenseKit.Chains;
using LicenseKit.Hosting.Server;

namespace LicenseKit.Hosting.Tests.Family;

public sealed class ParentAndChildTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _master = null!;

    public async ValueTask InitializeAsync() => _master = await _scene.MasterAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_child_activates_by_itself_pings_and_serves_seats()
    {
        var (child, license) = await _scene.ActivatedChildAsync(_master);
        Assert.NotNull((await child.Licensing.AcquireAsync("developer", Scene.Ct)).Session);

        await _scene.UntilAsync(() => _master.Issuer.Find(license)!.InUse["developer"] == 1);

        var shown = _master.Issuer.Find(license)!;
        Assert.Equal((Standing.Good, 2L, 2L, true), (shown.Standing, shown.Serial, shown.Held, shown.Activated));
        Assert.Equal(3, child.Server.Status().Good().Seats["developer"]);
    }

    [Fact]
    public async Task What_a_parent_says_comes_into_the_log_as_one_printable_line()
    {
        using var hostile = new Hostile("""{"code":"LK4005","detail":"a\r\nwarn: forged \u001b[2J\u202e","remedy":"\u0007"}""");
        await _scene.ChildAsync(_master, Acme.Child());
        _scene.Network.Join(_master.Url, hostile);

        await _scene.UntilAsync(() => _scene.Log.Lines.Any(l => l.Contains("forged", StringComparison.Ordinal)));

        var line = _scene.Log.Lines.Single(l => l.Contains("forged", StringComparison.Ordinal));
        Assert.Contains("LK4005: The parent at https://master.example answers: a\\u{000D}\\u{000A}warn: forged \\u{001B}[2J\\u{202E} \\u{0007}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_installation_of_the_same_file_is_refused_and_shown_and_does_not_disturb_the_first()
    {
        var (first, license) = await _scene.ActivatedChildAsync(_master);
        var second = await _scene.StartAsync("second", _scene.Temp.In("child.lic"));

        await _scene.UntilAsync(() => _master.Server.ActivityAsync(50, Scene.Ct).Result.Any(a => a.Action == "activation.refused" && a.License == license));

        Assert.Equal(("good", "not-activated"), (first.Standing, second.Standing));
    }

    [Fact]
    public async Task A_raise_and_a_lowering_arrive_with_a_ping()
    {
        var (child, license) = await _scene.ActivatedChildAsync(_master);

        await _master.Issuer.ChangeAsync(license, d => d.Seats["developer"] = 5, "Ann", Scene.Ct);
        await _scene.UntilAsync(() => child.Server.Status().Good().Seats["developer"] == 5);
        await _master.Issuer.ChangeAsync(license, d => d.Seats["developer"] = 1, "Ann", Scene.Ct);
        Assert.NotNull(_master.Issuer.Find(license)!.Pending);
        await _scene.UntilAsync(() => child.Server.Status().Good().Seats["developer"] == 1);

        await _scene.UntilAsync(() => _master.Issuer.Find(license) is { Pending: null, Settled: 4 });
        Assert.Contains(await child.Server.ActivityAsync(50, Scene.Ct), a => a is { By: "parent", Action: "license.apply" });
    }

    [Fact]
    public async Task Seats_that_a_lowering_took_are_pending_and_not_granted_again_while_the_child_may_use_them()
    {
        var (child, license) = await _scene.ActivatedChildAsync(_master, Acme.Child(developer: 15));
        var sessions = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => child.Licensing.AcquireAsync("developer", Scene.Ct)));
        await _master.Issuer.ChangeAsync(license, d => d.Seats["developer"] = 1, "Ann", Scene.Ct);
        await _scene.UntilAsync(() => _master.Issuer.Find(license)!.Held == 3);

        Assert.Equal(FaultCode.OverBudget, (await _master.Issuer.IssueAsync(Acme.Child("Umbrella", 14), "Ann", Scene.Ct)).Fault!.Code);
        Assert.Equal((2L, false), (_master.Issuer.Find(license)!.Settled, _master.Issuer.Find(license)!.Pending is null));
        await sessions[0].Session!.DisposeAsync();

        await _scene.UntilAsync(() => _master.Issuer.Find(license) is { Settled: 3, Pending: null });
    }

    [Fact]
    public async Task Suspend_resume_and_revoke_arrive_with_a_ping()
    {
        var (child, license) = await _scene.ActivatedChildAsync(_master);

        await _master.Issuer.SuspendAsync(license, "unpaid", "Ann", cancellationToken: Scene.Ct);
        await _scene.UntilAsync(() => child.Standing == "suspended");
        Assert.Equal(FaultCode.Suspended, (await child.Licensing.AcquireAsync("developer", Scene.Ct)).Fault!.Code);
        await _master.Issuer.ResumeAsync(license, "paid", "Ann", cancellationToken: Scene.Ct);
        await _scene.UntilAsync(() => child.Standing == "good");
        Assert.NotNull((await child.Licensing.AcquireAsync("developer", Scene.Ct)).Session);
        await _master.Issuer.RevokeAsync(license, "fraud", "Ann", cancellationToken: Scene.Ct);
        await _scene.UntilAsync(() => child.Standing == "revoked");
    }

    [Fact]
    public async Task A_reset_lets_another_installation_take_over_and_the_first_one_knows()
    {
        var (first, license) = await _scene.ActivatedChildAsync(_master);
        await _master.Issuer.ResetActivationAsync(license, "Ann", "Initech", cancellationToken: Scene.Ct);
        var second = await _scene.StartAsync("second", _scene.Temp.Write("second.lic", _master.Issuer.File(license)!));

        await _scene.UntilAsync(() => second.Standing == "good" && first.Standing == "bound-elsewhere");
    }

    [Fact]
    public async Task A_parent_that_is_down_for_less_than_the_silence_costs_nothing_and_for_more_everything_until_it_is_back()
    {
        var (child, _) = await _scene.ActivatedChildAsync(_master);
        _scene.Network.Cut(_master.Url);

        _scene.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal("good", child.Standing);
        Assert.NotNull((await child.Licensing.AcquireAsync("developer", Scene.Ct)).Session);
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("stale", child.Standing);
        Assert.Equal(FaultCode.Stale, (await child.Licensing.AcquireAsync("developer", Scene.Ct)).Fault!.Code);

        _scene.Network.Mend(_master.Url);
        await _scene.UntilAsync(() => child.Standing == "good");
    }

    [Fact]
    public async Task A_parent_that_is_down_is_not_stormed()
    {
        await _scene.ActivatedChildAsync(_master);
        _scene.Network.Cut(_master.Url);
        await _scene.UntilAsync(() => _scene.Network.Calls > 5);
        var before = _scene.Network.Calls;

        for (var i = 0; i < 600; i++)
        {
            _scene.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.InRange(_scene.Network.Calls - before, 0, 125);
    }

    [Fact]
    public async Task A_child_that_restarts_has_its_license_its_talk_and_its_sessions()
    {
        var (child, license) = await _scene.ActivatedChildAsync(_master);
        var team = (await child.Issuer.IssueSessionLicenseAsync(Acme.Team(2), "Ann", Scene.Ct)).Good();
        var secret = HttpTalk.NewSecret();
        (await child.Http.AcquireAsync(Acme.SessionJws(child.Issuer.File(team.Id)!), secret)).Is(System.Net.HttpStatusCode.OK);
        await _scene.StopAsync(child);

        _scene.Network.Cut(_master.Url);
        var again = await _scene.StartAsync("child", _scene.Temp.In("child.lic"));

        Assert.Equal("good", again.Standing);
        Assert.Equal(2, again.Server.Status().Good().Serial);
        Assert.Equal(Secrets.IdOf(secret), Assert.Single(await again.Server.ListSessionsAsync()).Id);
        (await again.Http.RenewAsync(secret, 1)).Is(System.Net.HttpStatusCode.OK);
        _scene.Network.Mend(_master.Url);
        var since = _master.Issuer.Find(license)!.LastPing;
        await _scene.UntilAsync(() => _master.Issuer.Find(license)!.LastPing > since);
        Assert.DoesNotContain(await _master.Server.ActivityAsync(100, Scene.Ct), a => a.Action == "ping.fork");
    }

    [Fact]
    public async Task A_parent_that_restarts_goes_on_where_it_was()
    {
        var (child, license) = await _scene.ActivatedChildAsync(_master);
        await _scene.StopAsync(_master);
        var master = await _scene.StartAsync("master", _scene.Temp.In("master.lic"));

        await master.Issuer.ChangeAsync(license, d => d.Seats["developer"] = 4, "Ann", Scene.Ct);
        await _scene.UntilAsync(() => child.Server.Status().Good().Seats["developer"] == 4);

        Assert.DoesNotContain(await master.Server.ActivityAsync(100, Scene.Ct), a => a.Action == "ping.fork");
    }

    [Fact]
    public async Task A_clone_of_a_child_is_seen_by_its_parent()
    {
        var (child, license) = await _scene.ActivatedChildAsync(_master);
        await _scene.StopAsync(child);
        Directory.CreateDirectory(_scene.Temp.In("clone"));
        foreach (var file in new[] { "installation.key.pem", "licensekit.db" })
        {
            File.Copy(_scene.Temp.In("child", file), _scene.Temp.In("clone", file));
        }

        await _scene.StartAsync("child");
        await _scene.StartAsync("clone");

        await _scene.UntilAsync(() => _master.Server.ActivityAsync(100, Scene.Ct).Result.Any(a => a.Action == "ping.fork" && a.License == license));
    }

    [Fact]
    public async Task A_ping_from_before_a_restart_does_not_look_young()
    {
        var (child, _) = await _scene.ActivatedChildAsync(_master);
        _scene.Network.Cut(_master.Url);
        var calls = _scene.Network.Calls;
        await _scene.UntilAsync(() => _scene.Network.Calls > calls + 1 && ((LicenseServer)child.Server).Loop.Published.Child.Exchange.Pending is { SentTicks: not null });
        await _scene.StopAsync(child);

        await using var again = await Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => UseIn(o, "child"), _scene.Clock, Scene.Ct);
        var pending = ((LicenseServer)again.Server!).Loop.Published.Child.Exchange.Pending;

        Assert.True(pending!.SentTicks is null || pending.SentTicks <= ((LicenseServer)again.Server).Clock.Now.Ticks - Freshness.EffectiveClock.MaxAgeToLower);
    }

    private LicenseKitBuilder UseIn(LicenseKitBuilder builder, string name) =>
        Microsoft.Extensions.DependencyInjection.SqliteLicenseKitExtensions.UseSqlite(builder.AsChild().WithDataFolder(_scene.Temp.In(name)));

    private sealed class Hostile(string problem) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound) { Content = new StringContent(problem) });
    }
}
