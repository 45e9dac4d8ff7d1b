using System.Net;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>What a server has granted and can still grant.</summary>
public sealed class UsageTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _master = null!;

    public async ValueTask InitializeAsync() => _master = await _scene.MasterAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task What_is_left_is_exactly_what_can_still_be_granted()
    {
        await IssueAsync("Initech", 12, 3); // ten developer seats and two generic ones

        var left = _master.Issuer.Usage().Value!.Segments[0].Left;

        Assert.Equal(Acme.Seats(0, 17, 3), left);
        Assert.Equal(FaultCode.OverBudget, (await _master.Issuer.IssueAsync(Draft("More", 0, 17, 4), "Ann", Scene.Ct)).Fault!.Code);
        (await _master.Issuer.IssueAsync(Draft("All", 0, 17, 3), "Ann", Scene.Ct)).Good();
        Assert.True(_master.Issuer.Usage().Value!.Segments[0].Left.IsNone);
    }

    [Fact]
    public async Task A_reserved_session_license_is_granted_and_a_shared_one_is_not()
    {
        await _master.Issuer.IssueSessionLicenseAsync(Acme.Team(4), "Ann", Scene.Ct);
        await _master.Issuer.IssueSessionLicenseAsync(Acme.Team(4, d => (d.Client, d.Allocation, d.Duration) = ("Kept", Allocation.Reserved, "P3D")), "Ann", Scene.Ct);

        var usage = _master.Issuer.Usage().Value!;

        Assert.Equal([(4L, 6L), (0L, 10L)], usage.Segments.Select(s => (s.Granted["developer"], s.Left["developer"])));
        Assert.Equal((Acme.Start, Acme.Start.AddDays(3)), (usage.Segments[0].From, usage.Segments[0].To));
        Assert.Equal((2, Limit.Unlimited, Limit.Unlimited), (usage.Licenses.Used, usage.Licenses.Max, usage.Licenses.Left));
    }

    [Fact]
    public async Task Below_another_server_no_more_is_left_than_every_link_has()
    {
        var (child, _) = await _scene.ActivatedChildAsync(_master, Acme.Child("Reseller", 4, d => (d.Oem, d.MaxLicenses) = (1, 5)));
        await child.Issuer.IssueAsync(Acme.Child("Below", 1), "Ann", Scene.Ct);

        var usage = child.Issuer.Usage().Value!;

        Assert.Equal((1, 5, 4), (usage.Licenses.Used, usage.Licenses.Max, usage.Licenses.Left));
        Assert.Equal((1, 3), (usage.Segments[0].Granted["developer"], usage.Segments[0].Left["developer"]));
    }

    [Fact]
    public async Task Usage_is_asked_over_http_from_an_instant_on()
    {
        await IssueAsync("Initech", 3, 0);

        var now = (await _master.Http.GetAdminAsync("/usage")).Is(HttpStatusCode.OK).Json;
        var later = (await _master.Http.GetAdminAsync("/usage?from=2027-06-01")).Is(HttpStatusCode.OK).Json;

        Assert.Equal([3, 0], now.GetProperty("segments").EnumerateArray().Select(s => s.GetProperty("granted").GetProperty("developer").GetInt32()));
        Assert.Equal(new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.Zero), later.GetProperty("segments")[0].GetProperty("from").GetDateTimeOffset());
        Assert.Equal((1_000_000_000, 1, 1_000_000_000), (Of("max"), Of("used"), Of("left")));
        (await _master.Http.GetAdminAsync("/usage?from=soon")).IsProblem(HttpStatusCode.BadRequest, "LK8007");

        int Of(string member) => now.GetProperty("licenses").GetProperty(member).GetInt32();
    }

    [Fact]
    public async Task Without_a_license_there_is_no_usage() =>
        (await (await _scene.StartAsync("empty")).Http.GetAdminAsync("/usage")).IsProblem(HttpStatusCode.ServiceUnavailable, "LK8009");

    private static ServerLicenseDraft Draft(string client, long developer, long execution, long generic) =>
        Acme.Child(client, developer, d => (d.Seats["execution"], d.Generic, d.Duration) = (execution, generic, "P30D"));

    private async Task IssueAsync(string client, long developer, long execution) =>
        (await _master.Issuer.IssueAsync(Draft(client, developer, execution, 0), "Ann", Scene.Ct)).Good();
}
