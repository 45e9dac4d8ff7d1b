using System.Net;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>A renewal moves the end of a license and nothing else.</summary>
public sealed class RenewalTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _master = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _master = await _scene.MasterAsync();
        _http = _master.Http;
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Without_an_end_it_lasts_one_more_duration_each_time()
    {
        var server = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;
        var team = "/session-licenses/" + (await _http.PostAdminAsync("/session-licenses", Drafts.Team())).Id;

        foreach (var (path, days) in new[] { (server, 30), (team, 20) })
        {
            Assert.Equal(Acme.Start.AddDays(2 * days), Expires(await _http.PostAdminAsync(path + "/renew")));
            var again = await _http.PostAdminAsync(path + "/renew", "{}");
            Assert.Equal((Acme.Start.AddDays(3 * days), "\"3\""), (Expires(again), again.ETag));
        }

        Assert.Equal("'Initech', serial 3: expires: 2027-03-16T08:00Z -> 2027-04-15T08:00Z", await TextAsync("license.renew"));
        Assert.StartsWith("'Team', serial 3: expires", await TextAsync("session-license.renew"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"unitl\":\"2029-01-01\"}")]
    [InlineData("{\"until\":\"2029-01-01\",\"dryRun\":true}")]
    public async Task A_misspelt_body_renews_nothing(string body)
    {
        var path = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;

        (await _http.PostAdminAsync(path + "/renew", body)).IsProblem(HttpStatusCode.BadRequest, "LK8007");

        Assert.Equal(1, (await _http.GetAdminAsync(path)).Json.GetProperty("serial").GetInt64());
    }

    [Fact]
    public async Task An_end_may_be_given()
    {
        var path = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;

        Assert.Equal(new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero), Expires(await _http.PostAdminAsync(path + "/renew", "{\"until\":\"2028-01-01\"}")));
        (await _http.PostAdminAsync(path + "/renew", "{\"until\":\"2027-12-31T00:00:00Z\"}")).IsProblem(HttpStatusCode.UnprocessableEntity, "LK7002");
        (await _http.PostAdminAsync(path + "/renew", "{\"until\":\"soon\"}")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        (await _http.PostAdminAsync(path + "/renew", "[]")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        (await _http.AdminAsync(HttpMethod.Post, path + "/renew", null, "\"1\"")).IsProblem(HttpStatusCode.PreconditionFailed, "LK7009");
        (await _http.PostAdminAsync("/server-licenses/unknown/renew")).IsProblem(HttpStatusCode.NotFound, "LK7011");
    }

    [Fact]
    public async Task What_has_expired_lasts_one_duration_from_now()
    {
        var path = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;
        _scene.Clock.Advance(TimeSpan.FromDays(100));

        var renewed = await _http.PostAdminAsync(path + "/renew");

        Assert.Equal(_scene.Clock.GetUtcNow().AddDays(30), Expires(renewed));
        Assert.Equal(3, renewed.Json.GetProperty("seats").GetProperty("developer").GetInt32());
    }

    [Fact]
    public async Task What_follows_its_issuer_or_names_no_duration_needs_an_end()
    {
        var follower = (await _master.Issuer.IssueAsync(Acme.Child(), "Ann", Scene.Ct)).Good();
        var dated = (await _master.Issuer.IssueAsync(Acme.Child("Dated", 1, d => (d.Duration, d.Expires) = (null, Acme.Start.AddDays(9))), "Ann", Scene.Ct)).Good();

        Assert.Equal(FaultCode.DraftValue, (await _master.Issuer.RenewAsync(follower.Id, null, "Ann", cancellationToken: Scene.Ct)).Fault!.Code);
        Assert.Equal(FaultCode.DraftValue, (await _master.Issuer.RenewAsync(dated.Id, null, "Ann", cancellationToken: Scene.Ct)).Fault!.Code);
        Assert.Equal(FaultCode.SerialConflict, (await _master.Issuer.RenewAsync(follower.Id, null, "Ann", ifSerial: 7, Scene.Ct)).Fault!.Code);
        Assert.Equal(Acme.Start.AddDays(10), (await _master.Issuer.RenewAsync(dated.Id, Acme.Start.AddDays(10), "Ann", cancellationToken: Scene.Ct)).Good().Expires);
    }

    [Fact]
    public async Task What_expires_soon_is_a_query_and_a_renewal_takes_it_out()
    {
        var path = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;
        const string Soon = "/server-licenses?expiresBefore=2027-03-01&sort=expires";

        Assert.Single((await _http.GetAdminAsync(Soon)).Items);
        Assert.Equal(2, (await _http.PostAdminAsync(path + "/renew?dryRun=true")).Is(HttpStatusCode.OK).Json.GetProperty("serial").GetInt32());
        await _http.PostAdminAsync(path + "/renew");
        Assert.Empty((await _http.GetAdminAsync(Soon)).Items);
    }

    private static DateTimeOffset Expires(HttpTalk.Answer answer) => answer.Is(HttpStatusCode.OK).Json.GetProperty("expires").GetDateTimeOffset();

    private async Task<string> TextAsync(string action) => (await _http.GetAdminAsync("/activity?action=" + action)).Items[0].GetProperty("text").GetString()!;
}
