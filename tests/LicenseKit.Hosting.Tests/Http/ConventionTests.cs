using System.Net;
using System.Text.Json;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>What a program that knows HTTP expects of every call: preconditions, locations, refusals of what is not understood.</summary>
public sealed class ConventionTests : IAsyncLifetime
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

    [Theory]
    [InlineData("GET", "/license?x=1", "x")]
    [InlineData("POST", "/license?replaces=1", "replaces")]
    [InlineData("GET", "/server-licenses?serch=ini", "serch")]
    [InlineData("GET", "/server-licenses/y?id=1", "id")]
    [InlineData("PUT", "/server-licenses/y?overlapp=z", "overlapp")]
    [InlineData("POST", "/server-licenses/y/suspend?reason=unpaid", "reason")]
    [InlineData("GET", "/session-licenses?type=server", "type")]
    [InlineData("GET", "/sessions?offset=5", "offset")]
    [InlineData("DELETE", "/sessions/y?force=true", "force")]
    [InlineData("GET", "/activity?since=1", "since")]
    public async Task A_query_parameter_that_a_call_does_not_take_is_named_and_refused(string method, string path, string name)
    {
        Assert.Contains($"'{name}'", (await _http.AdminAsync(new HttpMethod(method), path)).IsProblem(HttpStatusCode.BadRequest, "LK8007").Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=many")]
    [InlineData("limit=1&limit=2")]
    [InlineData("standing=fine")]
    [InlineData("expiresBefore=tomorrow")]
    [InlineData("sort=serial")]
    [InlineData("after=!")]
    [InlineData("after=eA")]
    public async Task A_query_parameter_that_cannot_be_read_is_named_and_refused(string query)
    {
        var answer = (await _http.GetAdminAsync("/server-licenses?" + query)).IsProblem(HttpStatusCode.BadRequest, "LK8007");

        Assert.Contains($"'{query.Split('=')[0]}'", answer.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_made_is_found_at_its_location_and_tagged_with_its_serial()
    {
        foreach (var (path, draft) in new[] { ("/server-licenses", Drafts.Child()), ("/session-licenses", Drafts.Team()) })
        {
            var made = (await _http.PostAdminAsync(path, draft)).Is(HttpStatusCode.Created);

            Assert.Equal(($"{HttpTalk.V1}/admin{path}/{made.Id}", "\"1\""), (made.Location, made.ETag));
            Assert.Equal("\"1\"", (await _http.GetAdminAsync($"{path}/{made.Id}")).ETag);
        }
    }

    [Fact]
    public async Task Every_answer_that_is_one_license_has_its_tag()
    {
        var path = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;

        Assert.Equal("\"2\"", (await _http.AdminAsync(HttpMethod.Put, path, Drafts.Child(developer: 4))).ETag);
        Assert.Equal("\"3\"", (await _http.PostAdminAsync(path + "/suspend")).ETag);
        Assert.Equal("\"4\"", (await _http.PostAdminAsync(path + "/resume")).ETag);
        Assert.Equal("\"5\"", (await _http.PostAdminAsync(path + "/reset-activation")).ETag);
        Assert.Equal("\"6\"", (await _http.PostAdminAsync(path + "/revoke")).ETag);
    }

    [Theory]
    [InlineData("/suspend")]
    [InlineData("/resume")]
    [InlineData("/revoke")]
    [InlineData("/reset-activation")]
    public async Task A_change_of_a_license_that_was_changed_meanwhile_is_refused(string action)
    {
        var path = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;
        await _http.AdminAsync(HttpMethod.Put, path, Drafts.Child(developer: 4));

        (await _http.AdminAsync(HttpMethod.Post, path + action, null, "\"1\"")).IsProblem(HttpStatusCode.PreconditionFailed, "LK7009");
        (await _http.AdminAsync(HttpMethod.Post, path + action, null, "W/\"2\"")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        (await _http.AdminAsync(HttpMethod.Post, path + action, null, "\"2\"")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Any_serial_is_good_for_a_change_that_asks_for_none()
    {
        var path = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;

        (await _http.AdminAsync(HttpMethod.Put, path, Drafts.Child(developer: 4), "*")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_license_is_revoked_from_the_serial_that_was_seen()
    {
        var path = "/session-licenses/" + (await _http.PostAdminAsync("/session-licenses", Drafts.Team())).Id;

        (await _http.AdminAsync(HttpMethod.Post, path + "/revoke", null, "\"2\"")).IsProblem(HttpStatusCode.PreconditionFailed, "LK7009");
        Assert.Equal("revoked", (await _http.AdminAsync(HttpMethod.Post, path + "/revoke", null, "\"1\"")).Is(HttpStatusCode.OK).Text("state"));
    }

    [Fact]
    public async Task The_same_change_again_changes_nothing()
    {
        var path = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;
        var team = "/session-licenses/" + (await _http.PostAdminAsync("/session-licenses", Drafts.Team())).Id;
        foreach (var call in new[] { path + "/suspend", path + "/resume", team + "/revoke" })
        {
            var once = (await _http.PostAdminAsync(call)).Is(HttpStatusCode.OK).Body;
            var trail = (await _http.GetAdminAsync("/activity")).Body;

            Assert.Equal(once, (await _http.PostAdminAsync(call)).Is(HttpStatusCode.OK).Body);
            Assert.Equal(trail, (await _http.GetAdminAsync("/activity")).Body);
        }
    }

    [Theory]
    [InlineData("Initech", "Initech")]
    [InlineData("Bär & Söhne GmbH", "Bär _ Söhne GmbH")]
    [InlineData("../../etc/passwd", "etc_passwd")]
    [InlineData("a/b\\c:d", "a_b_c_d")]
    public async Task A_file_is_named_after_its_client(string client, string name)
    {
        var id = (await _http.PostAdminAsync("/server-licenses", Drafts.Child(JsonEncodedText.Encode(client).ToString()))).Is(HttpStatusCode.Created).Id;

        Assert.Equal(name + ".lic", (await _http.GetAdminAsync($"/server-licenses/{id}/file")).FileName);
        Assert.Equal(name + ".xml", (await _http.GetAdminAsync($"/server-licenses/{id}/file?format=xml")).FileName);
    }

    [Theory]
    [InlineData("/../")]
    [InlineData("con")]
    [InlineData("LPT1")]
    public void A_client_whose_name_is_no_file_name_gives_its_id(string client) => Assert.Equal("id.lic", AspNetCore.FileNames.Of(client, "id", ".lic"));
}
