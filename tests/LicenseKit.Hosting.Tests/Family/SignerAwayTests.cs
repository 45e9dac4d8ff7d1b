using System.Net;
using System.Text.Json;
using LicenseKit.Hosting.Server;
using LicenseKit.Signing;
using LicenseKit.Testing;

namespace LicenseKit.Hosting.Tests.Family;

/// <summary>Parent and child while the signer of one of them is away.</summary>
public sealed class SignerAwayTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private readonly Token _token = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_child_without_its_signer_keeps_its_standing_until_its_silence_is_over_and_goes_on_when_it_is_back()
    {
        var (_, child, _) = await ChildWithTokenAsync();
        _token.IsAway = true;
        await _scene.UntilAsync(() => child.Server.Problem?.Code == FaultCode.CannotSign);
        (await child.Http.CallAsync(HttpMethod.Get, "/health/ready")).IsProblem(HttpStatusCode.ServiceUnavailable, "LK8012");

        _scene.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal("good", child.Standing);
        Assert.Equal(FaultCode.CannotSign, (await child.Licensing.AcquireAsync("developer", Scene.Ct)).Fault!.Code);
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("stale", child.Standing);

        _token.IsAway = false;
        await _scene.UntilAsync(() => child is { Standing: "good", Server.Problem: null });
        (await child.Http.CallAsync(HttpMethod.Get, "/health/ready")).Is(HttpStatusCode.OK);
        Assert.NotNull((await child.Licensing.AcquireAsync("developer", Scene.Ct)).Session);
    }

    [Fact]
    public async Task A_child_without_its_signer_asks_it_now_and_then_and_says_once_that_it_failed()
    {
        var (_, child, _) = await ChildWithTokenAsync();
        _token.IsAway = true;
        await _scene.UntilAsync(() => _token.Failed > 0);
        var (failed, calls) = (_token.Failed, _scene.Network.Calls);

        for (var i = 0; i < 600; i++)
        {
            _scene.Clock.Advance(TimeSpan.FromSeconds(1));
            await _scene.Clock.SettleAsync(Scene.Ct);
        }

        Assert.InRange(_token.Failed - failed, 0, 125);
        failed = _token.Failed;
        await _scene.UntilAsync(() => _token.Failed > failed + 3);
        Assert.Equal(calls, _scene.Network.Calls);

        _token.IsAway = false;
        await _scene.UntilAsync(() => child.Server.Problem is null && _scene.Log.Lines.Any(IsContactAgain));
        Assert.Single(_scene.Log.Lines, l => l.StartsWith("Error 8012:", StringComparison.Ordinal));
        Assert.Single(_scene.Log.Lines, l => l.StartsWith("Information 8013:", StringComparison.Ordinal));
        Assert.Single(_scene.Log.Lines, l => l.StartsWith("Warning 5005:", StringComparison.Ordinal) && l.Contains("not in contact: LK8012: The key of this installation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_child_that_cannot_sign_its_activation_activates_when_it_can()
    {
        var master = await _scene.MasterAsync();
        _token.IsAway = true;
        var (child, license) = await _scene.ChildAsync(master, Acme.Child(), signer: _token);
        await _scene.UntilAsync(() => _token.Failed > 3);

        Assert.Equal(("not-activated", FaultCode.CannotSign, false), (child.Standing, child.Server.Problem!.Code, master.Issuer.Find(license)!.Activated));

        _token.IsAway = false;
        await _scene.UntilAsync(() => child.Standing == "good");
        Assert.Equal(2, master.Issuer.Find(license)!.Serial);
    }

    [Fact]
    public async Task A_child_whose_parent_cannot_sign_gets_a_no_and_keeps_what_it_has()
    {
        var master = await MasterWithTokenAsync();
        var (child, license) = await _scene.ActivatedChildAsync(master);
        _token.IsAway = true;
        await _scene.UntilAsync(() => _scene.Log.Lines.Any(IsNoOfParent));
        var (seen, held) = (master.Issuer.Find(license)!.LastPing, Exchange(child).Contact);

        var no = await master.Http.CallAsync(HttpMethod.Post, "/pings", JsonSerializer.Serialize(new { key = KeyOf(child).X, ping = Exchange(child).Pending!.Document.Compact }));

        no.IsProblem(HttpStatusCode.ServiceUnavailable, "LK8012");
        Assert.True(no.HasRetryAfter);
        Assert.Equal((seen, held), (master.Issuer.Find(license)!.LastPing, Exchange(child).Contact));
        Assert.Equal(("good", null, 2L), (child.Standing, child.Server.Problem, child.Server.Status().Good().Serial));
        Assert.NotNull((await child.Licensing.AcquireAsync("developer", Scene.Ct)).Session);

        _token.IsAway = false;
        await _scene.UntilAsync(() => master.Issuer.Find(license)!.LastPing > seen && Exchange(child).Contact != held);
        Assert.DoesNotContain(await master.Server.ActivityAsync(100, Scene.Ct), a => a.Action == "ping.fork");
    }

    [Fact]
    public async Task A_parent_that_cannot_sign_activates_nobody_until_it_can()
    {
        var master = await MasterWithTokenAsync();
        var license = (await master.Issuer.IssueAsync(Acme.Child(), "Ann", Scene.Ct)).Good().Id;
        _token.IsAway = true;
        var child = await _scene.StartAsync("child", _scene.Temp.Write("child.lic", master.Issuer.File(license)!));
        await _scene.UntilAsync(() => _scene.Log.Lines.Any(IsNoOfParent));

        Assert.Equal(("not-activated", false, 1L), (child.Standing, master.Issuer.Find(license)!.Activated, master.Issuer.Find(license)!.Serial));
        Assert.DoesNotContain(await master.Server.ActivityAsync(100, Scene.Ct), a => a.Action == "activation.refused");

        _token.IsAway = false;
        await _scene.UntilAsync(() => child.Standing == "good");
        Assert.Equal(2, master.Issuer.Find(license)!.Serial);
    }

    private static bool IsContactAgain(string line) => line.StartsWith("Information 5006:", StringComparison.Ordinal);

    private static bool IsNoOfParent(string line) =>
        line.StartsWith("Warning 5005:", StringComparison.Ordinal) && line.Contains("LK8012: The parent at https://master.example answers: The key of this installation cannot sign now", StringComparison.Ordinal);

    private static Freshness.ParentExchange Exchange(Portal child) => ((LicenseServer)child.Server).Loop.Published.Child.Exchange;

    private static PublicKey KeyOf(Portal child) => ((LicenseServer)child.Server).Signer.PublicKey;

    private async Task<(Portal Master, Portal Child, string License)> ChildWithTokenAsync()
    {
        var master = await _scene.MasterAsync();
        var (child, license) = await _scene.ActivatedChildAsync(master, signer: _token);
        return (master, child, license);
    }

    private Task<Portal> MasterWithTokenAsync() =>
        _scene.StartAsync("master", _scene.Temp.Write("master.lic", Acme.Master(_token.PublicKey, Acme.Seats(10, 20, 5))), _token);
}
