using System.Net;
using System.Text;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>The server's own license, health, and who may ask.</summary>
public sealed class AdminLicenseTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _master = null!;

    public async ValueTask InitializeAsync() => _master = await _scene.MasterAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("GET", "/license")]
    [InlineData("POST", "/license")]
    [InlineData("GET", "/request")]
    [InlineData("POST", "/server-licenses")]
    [InlineData("GET", "/server-licenses")]
    [InlineData("GET", "/server-licenses/x")]
    [InlineData("PUT", "/server-licenses/x")]
    [InlineData("GET", "/server-licenses/x/file")]
    [InlineData("GET", "/server-licenses/x/versions")]
    [InlineData("GET", "/server-licenses/x/versions/1")]
    [InlineData("POST", "/server-licenses/x/suspend")]
    [InlineData("POST", "/server-licenses/x/resume")]
    [InlineData("POST", "/server-licenses/x/revoke")]
    [InlineData("POST", "/server-licenses/x/reset-activation")]
    [InlineData("POST", "/server-licenses/x/receipt")]
    [InlineData("POST", "/session-licenses")]
    [InlineData("GET", "/session-licenses")]
    [InlineData("GET", "/session-licenses/x")]
    [InlineData("GET", "/session-licenses/x/file")]
    [InlineData("POST", "/session-licenses/x/revoke")]
    [InlineData("GET", "/sessions")]
    [InlineData("DELETE", "/sessions/x")]
    [InlineData("GET", "/activity")]
    public async Task Nobody_calls_the_admin_api_without_its_key(string method, string path)
    {
        (await _master.Http.CallAsync(new HttpMethod(method), "/admin" + path)).IsProblem(HttpStatusCode.Unauthorized, "LK8018");
        (await _master.Http.CallAsync(new HttpMethod(method), "/admin" + path, null, "guess")).IsProblem(HttpStatusCode.Unauthorized, "LK8018");
        (await _master.Http.CallAsync(new HttpMethod(method), "/admin" + path, null, "guest")).IsProblem(HttpStatusCode.Forbidden, "LK8019");
    }

    [Fact]
    public async Task The_own_license_is_shown_with_its_allowance_and_use()
    {
        Assert.NotNull((await _master.Licensing.AcquireAsync("developer", Scene.Ct)).Session);

        var own = (await _master.Http.GetAdminAsync("/license")).Is(HttpStatusCode.OK).Json;

        Assert.Equal(("Acme", "active", "good"), (own.GetProperty("client").GetString(), own.GetProperty("state").GetString(), own.GetProperty("standing").GetString()));
        Assert.Equal((10, 20, 5), (own.GetProperty("seats").GetProperty("developer").GetInt32(), own.GetProperty("seats").GetProperty("execution").GetInt32(), own.GetProperty("seats").GetProperty("generic").GetInt32()));
        Assert.Equal((15, 1), (own.GetProperty("most").GetProperty("developer").GetInt32(), own.GetProperty("inUse").GetProperty("developer").GetInt32()));
        Assert.Equal(1, own.GetProperty("serial").GetInt32());
    }

    [Fact]
    public async Task A_server_without_a_license_is_alive_but_not_ready_until_one_is_applied()
    {
        var empty = await _scene.StartAsync("empty");
        var file = await File.ReadAllTextAsync(Acme.Master(_scene.Temp, _scene.Temp.In("other")), Scene.Ct);

        (await empty.Http.CallAsync(HttpMethod.Get, "/health/live")).Is(HttpStatusCode.OK);
        Assert.True((await empty.Http.CallAsync(HttpMethod.Get, "/health/ready")).IsProblem(HttpStatusCode.ServiceUnavailable, "LK8009").HasRetryAfter);
        Assert.True((await empty.Http.GetAdminAsync("/license")).IsProblem(HttpStatusCode.ServiceUnavailable, "LK8009").HasRetryAfter);
        Assert.Equal("none", (await empty.Http.CallAsync(HttpMethod.Get, "/server")).Is(HttpStatusCode.OK).Text("standing"));
        (await empty.Http.PostAdminAsync("/server-licenses", Drafts.Child())).IsProblem(HttpStatusCode.ServiceUnavailable, "LK8009");
        (await empty.Http.PostAdminAsync("/license", file)).IsProblem(HttpStatusCode.Forbidden, "LK4002");
    }

    [Fact]
    public async Task An_unready_server_says_why_and_still_shows_its_license()
    {
        var (child, license) = await _scene.ActivatedChildAsync(_master);
        (await child.Http.CallAsync(HttpMethod.Get, "/health/ready")).Is(HttpStatusCode.OK);
        await _master.Issuer.SuspendAsync(license, "unpaid", "Ann", cancellationToken: Scene.Ct);
        await _scene.UntilAsync(() => child.Standing == "suspended");

        Assert.True((await child.Http.CallAsync(HttpMethod.Get, "/health/ready")).IsProblem(HttpStatusCode.ServiceUnavailable, "LK6002").HasRetryAfter);
        var own = (await child.Http.GetAdminAsync("/license")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(("suspended", "suspended", license), (own.GetProperty("state").GetString(), own.GetProperty("standing").GetString(), own.GetProperty("limitedBy").GetString()));
        Assert.Equal(0, own.GetProperty("most").GetProperty("developer").GetInt32());
    }

    [Fact]
    public async Task An_older_serial_and_another_license_are_conflicts_and_change_nothing()
    {
        var (child, license) = await _scene.ActivatedChildAsync(_master);
        var first = await File.ReadAllTextAsync(_scene.Temp.In("child.lic"), Scene.Ct);
        var other = (await _master.Issuer.IssueAsync(Acme.Child("Umbrella", 1), "Ann", Scene.Ct)).Good();
        var otherFile = Encoding.UTF8.GetString(_master.Issuer.File(other.Id)!);

        (await child.Http.PostAdminAsync("/license", first)).IsProblem(HttpStatusCode.Conflict, "LK5001");
        (await child.Http.PostAdminAsync("/license", otherFile)).IsProblem(HttpStatusCode.Conflict, "LK5003");
        Assert.Equal(license, (await child.Http.GetAdminAsync("/license")).Id);
        (await child.Http.PostAdminAsync("/license?replace=wrong", otherFile)).IsProblem(HttpStatusCode.Conflict, "LK5003");
        Assert.Equal(other.Id, (await child.Http.PostAdminAsync("/license?replace=" + license, otherFile)).Is(HttpStatusCode.OK).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\ud800")]
    [InlineData("{\"lk\":\"license-bundle/1\",\"chain\":[]}")]
    public async Task A_body_that_is_no_bundle_is_malformed(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _master.Http.PostAdminAsync("/license", body)).Status);

    [Fact]
    public async Task A_file_of_another_vendor_is_refused()
    {
        using var foreign = Signing.SigningKey.Create();
        var file = await File.ReadAllTextAsync(Acme.Master(_scene.Temp, _scene.Temp.In("other"), root: foreign), Scene.Ct);

        (await _master.Http.PostAdminAsync("/license", file)).IsProblem(HttpStatusCode.Forbidden, "LK1006");
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_by_their_id()
    {
        var session = (await _master.Licensing.AcquireAsync("developer", Scene.Ct)).Session!;

        var listed = Assert.Single((await _master.Http.GetAdminAsync("/sessions")).Is(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray());
        Assert.Equal((session.Id, "developer"), (listed.GetProperty("id").GetString(), listed.GetProperty("kind").GetString()));
        (await _master.Http.AdminAsync(HttpMethod.Delete, "/sessions/" + session.Id)).Is(HttpStatusCode.NoContent);
        (await _master.Http.AdminAsync(HttpMethod.Delete, "/sessions/unknown")).IsProblem(HttpStatusCode.NotFound, "LK7011");
        Assert.True(Assert.Single((await _master.Http.GetAdminAsync("/sessions")).Json.GetProperty("items").EnumerateArray()).GetProperty("ended").GetBoolean());
    }

    [Fact]
    public async Task Activity_names_the_operator_who_is_signed_in()
    {
        await _master.Http.PostAdminAsync("/server-licenses", Drafts.Child());

        var newest = (await _master.Http.GetAdminAsync("/activity?limit=1")).Is(HttpStatusCode.OK).Items.Single();

        Assert.Equal(("Ann", "license.issue"), (newest.GetProperty("by").GetString(), newest.GetProperty("action").GetString()));
    }
}
