using System.Net;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>A session license is changed as a server license is, and the file in the field stays good.</summary>
public sealed class SessionLicenseChangeTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _master = null!;
    private HttpClient _http = null!;
    private string _path = null!;
    private string _file = null!;

    public async ValueTask InitializeAsync()
    {
        _master = await _scene.MasterAsync();
        _http = _master.Http;
        var id = (await _http.PostAdminAsync("/session-licenses", Drafts.Team())).Is(HttpStatusCode.Created).Id;
        _path = "/session-licenses/" + id;
        _file = Acme.SessionJws(_master.Issuer.File(id)!);
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task The_next_version_is_made_only_from_the_serial_that_was_seen()
    {
        var changed = (await PutAsync(Drafts.Team(3), "\"1\"")).Is(HttpStatusCode.OK);

        Assert.Equal(("\"2\"", 3), (changed.ETag, changed.Json.GetProperty("seats").GetProperty("developer").GetInt32()));
        (await PutAsync(Drafts.Team(4), "\"1\"")).IsProblem(HttpStatusCode.PreconditionFailed, "LK7009");
        Assert.Equal(2, Acme.Verifier.Verify(Acme.Utf8((await _http.GetAdminAsync(_path + "/file")).Body), Acme.Start).SessionLicense!.Serial);
    }

    [Fact]
    public async Task An_app_with_the_file_of_before_gets_what_the_newest_version_gives()
    {
        await PutAsync(Drafts.Team(3));

        foreach (var _ in Enumerable.Range(0, 3))
        {
            (await _http.AcquireAsync(_file, HttpTalk.NewSecret())).Is(HttpStatusCode.OK);
        }

        (await _http.AcquireAsync(_file, HttpTalk.NewSecret())).IsProblem(HttpStatusCode.Conflict, "LK6001");
    }

    [Fact]
    public async Task A_cap_that_is_lowered_ends_the_newest_sessions_at_their_lease_end()
    {
        var (old, young) = (HttpTalk.NewSecret(), HttpTalk.NewSecret());
        await _http.AcquireAsync(_file, old);
        await _http.AcquireAsync(_file, young);

        (await PutAsync(Drafts.Team(1))).Is(HttpStatusCode.OK);

        (await _http.RenewAsync(old, 1)).Is(HttpStatusCode.OK);
        (await _http.RenewAsync(young, 1)).IsProblem(HttpStatusCode.Conflict, "LK6001");
        Assert.Equal(2, (await _http.GetAdminAsync("/sessions")).Items.Count);
    }

    [Fact]
    public async Task The_versions_and_what_changed_can_be_read()
    {
        await PutAsync(Drafts.Team(3, ",\"allocation\":\"reserved\",\"maxLease\":\"PT5M\""));
        await _http.PostAdminAsync(_path + "/revoke");

        var versions = (await _http.GetAdminAsync(_path + "/versions")).Items;

        Assert.Equal([(2, "revoked", 3), (1, "active", 2)], versions.Select(v =>
            (v.GetProperty("serial").GetInt32(), v.GetProperty("state").GetString()!, v.GetProperty("seats").GetProperty("developer").GetInt32())));
        Assert.Equal("Team", (await _http.GetAdminAsync(_path + "/versions/1")).Is(HttpStatusCode.OK).Json.GetProperty("draft").GetProperty("client").GetString());
        (await _http.GetAdminAsync(_path.Replace("session", "server", StringComparison.Ordinal) + "/versions")).IsProblem(HttpStatusCode.NotFound, "LK7011");
        Assert.Equal("'Team', serial 2: allocation: shared -> reserved; seats.developer: 2 -> 3; maxLease: PT10M -> PT5M",
            (await _http.GetAdminAsync("/activity?action=session-license.change")).Items[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task The_versions_are_there_after_a_restart()
    {
        await PutAsync(Drafts.Team(3));
        await _scene.StopAsync(_master);

        var again = await _scene.StartAsync("master");

        Assert.Equal(2, (await again.Http.GetAdminAsync(_path + "/versions")).Items.Count);
        (await again.Http.AdminAsync(HttpMethod.Put, _path, Drafts.Team(4), "\"2\"")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_revoked_one_stays_as_it_is()
    {
        await _http.PostAdminAsync(_path + "/revoke");

        (await PutAsync(Drafts.Team(3))).IsProblem(HttpStatusCode.Conflict, "LK7010");
        (await _http.PostAdminAsync(_path + "/renew")).IsProblem(HttpStatusCode.Conflict, "LK7010");
    }

    [Fact]
    public async Task Less_is_signed_whatever_the_issuer_may_still_issue()
    {
        var (child, _) = await _scene.ActivatedChildAsync(_master, Acme.Child("Reseller", 4, d => (d.Duration, d.Grace) = ("P10D", TimeSpan.FromDays(30))));
        var team = (await child.Issuer.IssueSessionLicenseAsync(Acme.Team(4, d => d.Duration = "issuer"), "Ann", Scene.Ct)).Good();
        _scene.Clock.Advance(TimeSpan.FromDays(11));
        await _scene.UntilAsync(() => child.Standing == "grace");

        Assert.Equal(FaultCode.MayNotIssue, (await child.Issuer.ChangeSessionLicenseAsync(team.Id, d => d.Seats["developer"] = 5, "Ann", Scene.Ct)).Fault!.Code);
        Assert.Equal(2, (await child.Issuer.ChangeSessionLicenseAsync(team.Id, d => d.Seats["developer"] = 3, "Ann", Scene.Ct)).Good().Serial);
    }

    [Fact]
    public async Task What_becomes_reserved_must_fit_the_budget()
    {
        var change = Drafts.Team(11, ",\"allocation\":\"reserved\"");
        await _http.PostAdminAsync("/server-licenses", Drafts.Child(developer: 10));

        (await PutAsync(Drafts.Team(11))).Is(HttpStatusCode.OK);
        (await PutAsync(change)).IsProblem(HttpStatusCode.Conflict, "LK7004");
        Assert.Equal(Allocation.Shared, DraftReader.ReadSessionLicense(_master.Issuer.Find(_path.Split('/')[^1])!.Draft).Value!.Allocation);
    }

    private Task<HttpTalk.Answer> PutAsync(string draft, string? ifMatch = null) => _http.AdminAsync(HttpMethod.Put, _path, draft, ifMatch);
}
