using System.Net;
using System.Text.Json;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>The audit trail and the versions of a license.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private HttpClient _http = null!;
    private string _path = null!;
    private string _id = null!;

    public async ValueTask InitializeAsync()
    {
        _http = (await _scene.MasterAsync()).Http;
        _id = (await _http.PostAdminAsync("/server-licenses", Drafts.Child(developer: 5))).Is(HttpStatusCode.Created).Id;
        _path = "/server-licenses/" + _id;
        (await _http.AdminAsync(HttpMethod.Put, _path, Drafts.Child(developer: 3))).Is(HttpStatusCode.OK);
        (await _http.PostAdminAsync(_path + "/suspend", "{\"reason\":\"unpaid\"}")).Is(HttpStatusCode.OK);
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task The_audit_trail_is_read_page_by_page_to_its_first_row()
    {
        var (actions, after) = (new List<string>(), (string?)null);
        do
        {
            var page = (await _http.GetAdminAsync("/activity?limit=1" + (after is null ? "" : "&after=" + after))).Is(HttpStatusCode.OK);
            actions.AddRange(page.Items.Select(Action));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(["license.suspend", "license.change", "license.issue", "license.apply"], actions);
    }

    [Theory]
    [InlineData("action=license.change", 1)]
    [InlineData("actor=Ann", 3)]
    [InlineData("actor=Bob", 0)]
    [InlineData("from=2000-01-01", 4)]
    [InlineData("to=2000-01-01", 0)]
    public async Task The_audit_trail_is_filtered(string filter, int rows) =>
        Assert.Equal(rows, (await _http.GetAdminAsync("/activity?" + filter)).Is(HttpStatusCode.OK).Items.Count);

    [Fact]
    public async Task The_audit_trail_of_a_license_says_what_changed()
    {
        var rows = (await _http.GetAdminAsync("/activity?license=" + _id)).Items;

        Assert.Equal(["license.suspend", "license.change", "license.issue"], rows.Select(Action));
        Assert.Equal("'Initech', serial 2: seats.developer: 5 -> 3", rows[1].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("/activity?after=x")]
    [InlineData("/activity?limit=0")]
    [InlineData("/activity?from=yesterday")]
    public async Task A_page_of_the_audit_trail_that_cannot_be_read_is_refused(string path) =>
        (await _http.GetAdminAsync(path)).IsProblem(HttpStatusCode.BadRequest, "LK8007");

    [Fact]
    public async Task The_versions_of_a_license_are_read_newest_first()
    {
        var first = (await _http.GetAdminAsync(_path + "/versions?limit=2")).Is(HttpStatusCode.OK);
        var rest = (await _http.GetAdminAsync($"{_path}/versions?limit=2&after={first.Next}")).Is(HttpStatusCode.OK);

        Assert.Equal([(3, "suspended", 3), (2, "active", 3), (1, "active", 5)], first.Items.Concat(rest.Items).Select(v =>
            (v.GetProperty("serial").GetInt32(), v.GetProperty("state").GetString()!, v.GetProperty("seats").GetProperty("developer").GetInt32())));
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task A_version_is_shown_with_its_draft()
    {
        var version = (await _http.GetAdminAsync(_path + "/versions/1")).Is(HttpStatusCode.OK).Json;

        Assert.Equal(5, version.GetProperty("draft").GetProperty("seats").GetProperty("developer").GetInt32());
        Assert.Equal(Acme.Start, version.GetProperty("at").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("/versions/4")]
    [InlineData("/versions/x")]
    public async Task A_version_that_was_never_issued_is_unknown(string version)
    {
        (await _http.GetAdminAsync(_path + version)).IsProblem(HttpStatusCode.NotFound, "LK7011");
        (await _http.GetAdminAsync("/server-licenses/nobody/versions")).IsProblem(HttpStatusCode.NotFound, "LK7011");
    }

    private static string Action(JsonElement row) => row.GetProperty("action").GetString()!;
}
