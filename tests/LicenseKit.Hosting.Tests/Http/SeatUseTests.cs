using System.Net;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>The figures by which starts are decided, as operators see them.</summary>
public sealed class SeatUseTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _master = null!;

    public async ValueTask InitializeAsync() => _master = await _scene.MasterAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task What_children_hold_what_is_kept_and_what_runs_are_told_apart()
    {
        await _master.Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Scene.Ct);
        var kept = (await _master.Issuer.IssueSessionLicenseAsync(Acme.Team(4, d => (d.Client, d.Allocation) = ("Kept", Allocation.Reserved)), "Ann", Scene.Ct)).Good();
        await using var session = (await _master.Licensing.AcquireAsync("developer", Scene.Ct)).Session;
        (await _master.Http.AcquireAsync(Acme.SessionJws(_master.Issuer.File(kept.Id)!), HttpTalk.NewSecret())).Is(HttpStatusCode.OK);

        var use = _master.Server.Use().Good();

        Assert.Equal((3, 4, 1), (use.Children["developer"], use.Reserved["developer"], use.Shared["developer"]));
        Assert.Equal((10, 2, 5), (use.Allowed["developer"], use.Left["developer"], use.Left.Generic));
    }

    [Fact]
    public async Task What_can_still_start_is_exactly_what_starts()
    {
        await _master.Issuer.IssueAsync(Acme.Child("Initech", 8), "Ann", Scene.Ct);

        var left = _master.Server.Use().Good().Left.Most("developer");
        for (var i = 0; i < left; i++)
        {
            Assert.NotNull((await _master.Licensing.AcquireAsync("developer", Scene.Ct)).Session);
        }

        Assert.Equal((7, 0), (left, _master.Server.Use().Good().Left.Most("developer")));
        Assert.Equal(FaultCode.NoSeat, (await _master.Licensing.AcquireAsync("developer", Scene.Ct)).Fault!.Code);
    }

    [Fact]
    public async Task What_is_kept_of_what_is_granted_is_told_over_time()
    {
        await _master.Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Scene.Ct);
        await _master.Issuer.IssueSessionLicenseAsync(Acme.Team(4, d => (d.Client, d.Allocation, d.Duration) = ("Kept", Allocation.Reserved, "P3D")), "Ann", Scene.Ct);

        Assert.Equal([(7L, 4L), (3L, 0L)], _master.Issuer.Usage().Good().Segments.Take(2).Select(s => (s.Granted["developer"], s.Reserved["developer"])));
    }

    [Fact]
    public async Task The_held_chain_and_the_contact_with_the_parent_are_told()
    {
        var (child, _) = await _scene.ActivatedChildAsync(_master, Acme.Child("Reseller", 4));

        Assert.Equal(["Acme", "Reseller"], child.Server.Held!.Links.Select(l => l.Client));
        var contact = child.Server.Status().Good().Contact!;
        Assert.Equal((child.Server.Held.Leaf.ParentUrl, contact.Last + TimeSpan.FromSeconds(contact.Silence)), (contact.Url, contact.Until));
        Assert.Null(_master.Server.Status().Good().Contact);
    }
}
