using System.Net;

namespace LicenseKit.Hosting.Tests.Http;

public sealed class ServerLicenseTests : IAsyncLifetime
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
    public async Task A_draft_becomes_a_license_whose_file_verifies()
    {
        var made = (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Is(HttpStatusCode.Created);
        var file = (await _http.GetAdminAsync($"/server-licenses/{made.Id}/file")).Is(HttpStatusCode.OK);

        var verdict = Acme.Verifier.Verify(Acme.Utf8(file.Body), Acme.Start);

        Assert.Null(verdict.Fault);
        Assert.Equal((made.Id, "Initech", 3L), (verdict.License!.Id, verdict.License.Client, verdict.License.Seats["developer"]));
        Assert.Equal("application/vnd.licensekit.license+json", file.MediaType);
    }

    [Fact]
    public async Task A_license_is_shown_with_every_member_that_scripts_rely_on()
    {
        var made = (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Json;
        string[] members = ["id", "type", "client", "state", "standing", "serial", "held", "settled", "pending", "seats", "inUse", "expires", "activated", "lastPing"];

        Assert.All(members, m => Assert.True(made.TryGetProperty(m, out _), m));
        Assert.Equal(("server", "active", "not-activated"), (made.GetProperty("type").GetString(), made.GetProperty("state").GetString(), made.GetProperty("standing").GetString()));
    }

    [Fact]
    public async Task A_license_that_serves_nothing_says_why_and_which_license_limits_it()
    {
        var made = (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Json;

        Assert.Equal((made.GetProperty("id").GetString(), "License 'Initech' is not activated."), (made.GetProperty("limitedBy").GetString(), made.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("a\\u0000b")]
    [InlineData("\\u001b[31m")]
    [InlineData("a\\nb")]
    [InlineData("a\\u202eb")]
    [InlineData("\\ud800")]
    [InlineData("\\ue000")]
    [InlineData(null)]
    public async Task A_reason_that_cannot_be_shown_is_refused_and_nothing_is_changed(string? text)
    {
        var reason = $"{{\"reason\":\"{text ?? new string('x', 400_000)}\"}}";
        var server = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;
        var session = "/session-licenses/" + (await _http.PostAdminAsync("/session-licenses", Drafts.Team())).Id;
        var before = (await _http.GetAdminAsync("/activity")).Body;

        foreach (var call in new[] { server + "/suspend", server + "/resume", server + "/revoke", session + "/revoke" })
        {
            (await _http.PostAdminAsync(call, reason)).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        }

        Assert.Equal(("active", 1L), ((await _http.GetAdminAsync(server)).Text("state"), (await _http.GetAdminAsync(server)).Json.GetProperty("serial").GetInt64()));
        Assert.Equal("good", (await _http.GetAdminAsync(session)).Text("standing"));
        Assert.Equal(before, (await _http.GetAdminAsync("/activity")).Body);
    }

    [Fact]
    public async Task A_reason_and_who_gave_it_are_in_the_audit_trail_and_can_be_printed()
    {
        var license = (await _master.Issuer.IssueAsync(Acme.Child(), "Ann\u001b[31m\n\u202e", Scene.Ct)).Good();
        await _master.Issuer.SuspendAsync(license.Id, "unpaid; \u00fcberf\u00e4llig", "Ann", cancellationToken: Scene.Ct);

        var activity = await _master.Server.ActivityAsync(2, Scene.Ct);
        Assert.Equal(("Ann", "'Initech', serial 2: unpaid; \u00fcberf\u00e4llig"), (activity[0].By, activity[0].Text));
        Assert.Equal("Ann\\u{001B}[31m\\u{000A}\\u{202E}", activity[1].By);
    }

    [Theory]
    [InlineData("", "LK7001")]
    [InlineData("{", "LK7001")]
    [InlineData("[]", "LK7001")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"developer\":1},\"duration\":\"P1D\",\"colour\":1}", "LK7001")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"developer\":\"many\"},\"duration\":\"P1D\"}", "LK7001")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"developer\":1},\"duration\":\"P1D\",\"oem\":8}", "LK7001")]
    public async Task What_is_no_draft_is_malformed(string body, string code) =>
        (await _http.PostAdminAsync("/server-licenses", body)).IsProblem(HttpStatusCode.BadRequest, code);

    [Theory]
    [InlineData("{\"client\":\"\",\"seats\":{\"developer\":1},\"duration\":\"P1D\"}")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"BIG\":1},\"duration\":\"P1D\"}")]
    [InlineData("{\"client\":\"a\\u202eb\",\"seats\":{\"developer\":1},\"duration\":\"P1D\"}")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"developer\":1},\"expires\":\"2020-01-01T00:00:00Z\"}")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"developer\":1},\"duration\":\"P1D\",\"parentUrl\":\"ftp://x\"}")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"developer\":1},\"duration\":\"P1D\",\"licenseCode\":\"AAAAA\"}")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"developer\":1},\"duration\":\"P1D\",\"suppressPings\":true}")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"developer\":1},\"duration\":\"P1D\",\"contact\":{\"every\":\"PT1H\",\"silence\":\"PT1H\"}}")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"developer\":1},\"duration\":\"P1D\",\"contact\":{\"every\":\"PT1H\",\"silence\":\"P9999D\"}}")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"developer\":1},\"duration\":\"P1D\",\"request\":{\"lk\":\"activation-request/1\"}}")]
    public async Task A_draft_that_a_rule_refuses_is_unprocessable(string body)
    {
        var answer = await _http.PostAdminAsync("/server-licenses", body);

        Assert.True(answer.Status is HttpStatusCode.UnprocessableEntity, $"{(int)answer.Status} {answer.Body}");
        Assert.Empty((await _http.GetAdminAsync("/server-licenses")).Items);
    }

    [Fact]
    public async Task A_name_that_is_taken_and_seats_that_are_gone_are_conflicts()
    {
        await _http.PostAdminAsync("/server-licenses", Drafts.Child());

        (await _http.PostAdminAsync("/server-licenses", Drafts.Child("INITECH"))).IsProblem(HttpStatusCode.Conflict, "LK7003");
        (await _http.PostAdminAsync("/server-licenses", Drafts.Child("Umbrella", 13))).IsProblem(HttpStatusCode.Conflict, "LK7004");
        (await _http.PostAdminAsync("/server-licenses", Drafts.Child("Umbrella", 12))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_new_version_is_made_only_from_the_serial_that_was_seen()
    {
        var id = (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;
        var path = "/server-licenses/" + id;

        Assert.Equal(2, (await _http.AdminAsync(HttpMethod.Put, path, Drafts.Child(developer: 4), "\"1\"")).Is(HttpStatusCode.OK).Json.GetProperty("serial").GetInt32());
        (await _http.AdminAsync(HttpMethod.Put, path, Drafts.Child(developer: 5), "\"1\"")).IsProblem(HttpStatusCode.PreconditionFailed, "LK7009");
        (await _http.AdminAsync(HttpMethod.Put, path, Drafts.Child(developer: 5), "soon")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        Assert.Equal(3, (await _http.AdminAsync(HttpMethod.Put, path, Drafts.Child(developer: 6))).Is(HttpStatusCode.OK).Json.GetProperty("serial").GetInt32());
        Assert.Equal(6, (await _http.GetAdminAsync(path)).Json.GetProperty("seats").GetProperty("developer").GetInt32());
    }

    [Fact]
    public async Task A_body_of_ten_megabytes_is_too_large_wherever_it_goes()
    {
        var id = (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;
        var flood = new string(' ', 10 * 1024 * 1024);

        foreach (var path in new[] { "/admin/server-licenses", "/admin/session-licenses", "/admin/license", $"/admin/server-licenses/{id}/suspend", "/pings", "/activations", "/sessions", "/sessions/x/renew" })
        {
            (await _http.CallAsync(HttpMethod.Post, path, flood, "admin")).IsProblem(HttpStatusCode.RequestEntityTooLarge, "LK1001");
        }
    }

    [Fact]
    public async Task An_id_that_was_not_issued_here_is_unknown()
    {
        var team = (await _http.PostAdminAsync("/session-licenses", Drafts.Team())).Is(HttpStatusCode.Created).Id;
        foreach (var id in new[] { "unknown", team })
        {
            (await _http.GetAdminAsync($"/server-licenses/{id}")).IsProblem(HttpStatusCode.NotFound, "LK7011");
            (await _http.GetAdminAsync($"/server-licenses/{id}/file")).IsProblem(HttpStatusCode.NotFound, "LK7011");
            (await _http.AdminAsync(HttpMethod.Put, $"/server-licenses/{id}", Drafts.Child())).IsProblem(HttpStatusCode.NotFound, "LK7011");
            foreach (var action in new[] { "suspend", "resume", "revoke", "reset-activation" })
            {
                (await _http.PostAdminAsync($"/server-licenses/{id}/{action}")).IsProblem(HttpStatusCode.NotFound, "LK7011");
            }
        }
    }

    [Fact]
    public async Task Suspend_resume_reset_and_revoke_each_make_a_version_and_revoked_is_final()
    {
        var path = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;

        Assert.Equal("suspended", (await _http.PostAdminAsync(path + "/suspend", "{\"reason\":\"unpaid\"}")).Is(HttpStatusCode.OK).Text("state"));
        Assert.Equal("active", (await _http.PostAdminAsync(path + "/resume")).Is(HttpStatusCode.OK).Text("state"));
        Assert.Equal(4, (await _http.PostAdminAsync(path + "/reset-activation")).Is(HttpStatusCode.OK).Json.GetProperty("serial").GetInt32());
        (await _http.PostAdminAsync(path + "/suspend", "\"unpaid\"")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        Assert.Equal("revoked", (await _http.PostAdminAsync(path + "/revoke", "{}")).Is(HttpStatusCode.OK).Text("state"));
        (await _http.PostAdminAsync(path + "/resume")).IsProblem(HttpStatusCode.Conflict, "LK7010");
        (await _http.AdminAsync(HttpMethod.Put, path, Drafts.Child())).IsProblem(HttpStatusCode.Conflict, "LK7010");
        Assert.Contains("unpaid", (await _http.GetAdminAsync("/activity")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_searched_by_client()
    {
        await _http.PostAdminAsync("/server-licenses", Drafts.Child("Initech", 1));
        await _http.PostAdminAsync("/server-licenses", Drafts.Child("Umbrella", 1));

        Assert.Equal(2, (await _http.GetAdminAsync("/server-licenses")).Items.Count);
        Assert.Equal(["Initech"], (await _http.GetAdminAsync("/server-licenses?search=INI")).Clients);
    }

    [Fact]
    public async Task A_license_is_given_in_XML_with_the_same_bytes_each_time()
    {
        var id = (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;
        var first = await _http.GetAdminAsync($"/server-licenses/{id}/file?format=xml");

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.StartsWith("<?xml", first.Body, StringComparison.Ordinal);
        Assert.Equal(first.Body, (await _http.GetAdminAsync($"/server-licenses/{id}/file?format=xml")).Body);
        (await _http.GetAdminAsync($"/server-licenses/{id}/file?format=yaml")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
    }

    [Fact]
    public async Task What_a_later_version_brings_is_refused_by_name()
    {
        var id = (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;

        (await _http.PostAdminAsync($"/server-licenses/{id}/receipt", "{}")).IsProblem(HttpStatusCode.NotImplemented, "LK8006");
        (await _http.PostAdminAsync("/session-licenses", Drafts.Team(more: ",\"maxBorrow\":\"P1D\""))).IsProblem(HttpStatusCode.NotImplemented, "LK8006");
    }

    [Fact]
    public async Task A_session_license_is_issued_shown_downloaded_and_revoked()
    {
        var made = (await _http.PostAdminAsync("/session-licenses", Drafts.Team())).Is(HttpStatusCode.Created);
        var file = await _http.GetAdminAsync($"/session-licenses/{made.Id}/file");

        Assert.Equal(made.Id, Acme.Verifier.Verify(Acme.Utf8(file.Body), Acme.Start).SessionLicense!.Id);
        Assert.Equal("session", (await _http.GetAdminAsync("/session-licenses/" + made.Id)).Text("type"));
        Assert.Equal("revoked", (await _http.PostAdminAsync($"/session-licenses/{made.Id}/revoke", "{\"reason\":\"left\"}")).Is(HttpStatusCode.OK).Text("standing"));
        (await _http.PostAdminAsync("/session-licenses/unknown/revoke")).IsProblem(HttpStatusCode.NotFound, "LK7011");
        (await _http.PostAdminAsync("/session-licenses", Drafts.Team(50, ",\"allocation\":\"reserved\""))).Is(HttpStatusCode.UnprocessableEntity);
    }
}
