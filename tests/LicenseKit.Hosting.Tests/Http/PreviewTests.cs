using System.Net;
using System.Text;
using System.Text.Json;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>A dry run says what a change would make, or all that is wrong with it, and changes nothing.</summary>
public sealed class PreviewTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _master = null!;
    private HttpClient _http = null!;

    private IIssuer Issuer => _master.Issuer;

    public async ValueTask InitializeAsync()
    {
        _master = await _scene.MasterAsync();
        _http = _master.Http;
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_dry_run_shows_the_license_its_timeline_and_what_is_left()
    {
        var draft = Drafts.Child(more: ",\"grace\":\"P2D\",\"stages\":[{\"from\":\"2027-01-20T00:00:00Z\",\"to\":\"2027-01-25T00:00:00Z\",\"seats\":{\"developer\":\"+2\"}}]");
        var shown = (await _http.PostAdminAsync("/server-licenses?dryRun=true", draft)).Is(HttpStatusCode.OK);

        Assert.Equal(("Initech", 1L, "server"), (shown.Text("client"), shown.Json.GetProperty("serial").GetInt64(), shown.Text("type")));
        Assert.Null(shown.ETag);
        Assert.Equal([3, 5, 3], shown.Json.GetProperty("timeline").EnumerateArray().Select(s => Count(s, "seats", "developer")));
        Assert.Equal(Acme.Start.AddDays(32), shown.Json.GetProperty("timeline").EnumerateArray().Last().GetProperty("to").GetDateTimeOffset());
        var left = shown.Json.GetProperty("left").GetProperty("segments").EnumerateArray().ToArray();
        Assert.Equal([3, 5, 3, 0], left.Select(s => Count(s, "granted", "developer")));
        Assert.Equal([7, 5, 7, 10], left.Select(s => Count(s, "left", "developer")));
        Assert.All(left, s => Assert.Equal(5, Count(s, "left", "generic")));
    }

    [Fact]
    public async Task A_dry_run_of_any_change_leaves_everything_as_it_was()
    {
        var server = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;
        var team = "/session-licenses/" + (await _http.PostAdminAsync("/session-licenses", Drafts.Team())).Id;
        var before = await StateAsync();

        Assert.Equal("suspended", (await _http.PostAdminAsync(server + "/suspend?dryRun=true")).Is(HttpStatusCode.OK).Text("state"));
        Assert.Equal(2, (await _http.AdminAsync(HttpMethod.Put, server + "?dryRun=true", Drafts.Child(developer: 9), "\"1\"")).Is(HttpStatusCode.OK).Json.GetProperty("serial").GetInt64());
        Assert.Equal("revoked", (await _http.PostAdminAsync(server + "/revoke?dryRun=true")).Text("standing"));
        Assert.Equal("revoked", (await _http.PostAdminAsync(team + "/revoke?dryRun=true")).Text("standing"));
        (await _http.PostAdminAsync(server + "/reset-activation?dryRun=true")).Is(HttpStatusCode.OK);
        (await _http.PostAdminAsync("/session-licenses?dryRun=true", Drafts.Team(more: ",\"allocation\":\"reserved\""))).Is(HttpStatusCode.OK);
        (await _http.PostAdminAsync("/server-licenses?dryRun=true", Drafts.Child("Umbrella"))).Is(HttpStatusCode.OK);

        Assert.Equal(before, await StateAsync());
        Assert.Equal(2, (await _http.PostAdminAsync(server + "/suspend?dryRun=false")).Json.GetProperty("serial").GetInt64());
    }

    [Theory]
    [InlineData("?dryRun")]
    [InlineData("?dryRun=")]
    [InlineData("?dryRun=1")]
    [InlineData("?dryrun=TRUE")]
    public async Task A_dry_run_that_is_half_asked_for_issues_nothing(string query)
    {
        (await _http.PostAdminAsync("/server-licenses" + query, Drafts.Child())).IsProblem(HttpStatusCode.BadRequest, "LK8007");

        Assert.Empty((await _http.GetAdminAsync("/server-licenses")).Items);
    }

    [Fact]
    public async Task A_refused_dry_run_lists_every_fault_and_so_does_the_change_itself()
    {
        await _http.PostAdminAsync("/server-licenses", Drafts.Child());
        var draft = Drafts.Child("INITECH", 9, ",\"maxLease\":\"P900D\",\"features\":{\"night\":{},\"day\":{}}");

        var previewed = (await _http.PostAdminAsync("/server-licenses?dryRun=true", draft)).IsProblem(HttpStatusCode.Conflict, "LK7003");
        var refused = await _http.PostAdminAsync("/server-licenses", draft);

        Assert.Equal(["LK7003", "LK3004", "LK3004", "LK3004"], Codes(previewed));
        Assert.All(previewed.Json.GetProperty("errors").EnumerateArray(), e => Assert.NotEmpty(e.GetProperty("remedy").GetString()!));
        Assert.Equal(previewed.Body, refused.Body);
    }

    [Theory]
    [InlineData("{\"client\":\"\",\"seats\":{\"developer\":1},\"starts\":\"when-free\",\"duration\":\"PX\",\"licenseCode\":\"AAAAA\"}", "LK1009 LK7002 LK7002")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"developer\":1},\"expires\":\"2020-01-01T00:00:00Z\",\"parentUrl\":\"ftp://x\",\"suppressPings\":true}", "LK7002 LK7002 LK7008")]
    [InlineData("{\"client\":\"X\",\"seats\":{\"developer\":90},\"duration\":\"P1D\"}", "LK3004")]
    public async Task Every_fault_of_a_draft_is_found_at_once(string draft, string codes) =>
        Assert.Equal(codes.Split(' '), Codes(await _http.PostAdminAsync("/server-licenses?dryRun=true", draft)));

    [Fact]
    public async Task What_does_not_fit_the_number_of_licenses_nor_the_seats_says_both()
    {
        var oem = await _scene.ActivatedChildAsync(_master, Acme.Child("Reseller", 4, d => (d.Oem, d.MaxLicenses) = (1, 1)));
        await oem.Child.Issuer.IssueAsync(Acme.Child("First", 3), "Ann", Scene.Ct);

        var fault = (await oem.Child.Issuer.PreviewAsync(Acme.Child("Second", 2, d => d.Duration = "P30D"), Scene.Ct)).Fault!;

        Assert.Equal([FaultCode.MaxLicenses, FaultCode.OverBudget], fault.Others.Prepend(fault).Select(f => f.Code));
    }

    [Fact]
    public async Task A_preview_is_what_the_change_then_makes()
    {
        var change = LicenseChange.Issue(Acme.Child());

        var preview = (await Issuer.PreviewAsync(change, Scene.Ct)).Good();
        var made = (await Issuer.ApplyAsync(change, "Ann", cancellationToken: Scene.Ct)).Good();

        Assert.Equal(
            made with { Id = preview.Id, LimitedBy = preview.LimitedBy, InUse = preview.InUse, Seats = preview.Seats },
            preview with { Timeline = null, Left = null });
        Assert.Equal(made.Seats, preview.Seats);
        Assert.Equal(Issuer.Usage().Value!.Segments, preview.Left!.Segments);
    }

    [Fact]
    public async Task A_dry_run_of_a_license_file_shows_what_would_be_held_and_applies_nothing()
    {
        var holder = ((LicenseServer)_master.Server).Signer.PublicKey;
        var before = (await _http.GetAdminAsync("/license")).Body;
        var other = Encoding.UTF8.GetString(Acme.Master(holder, Acme.Seats(7)));
        var next = Encoding.UTF8.GetString(Acme.NextMaster(_master.Server.Status().Good().Id, holder, Acme.Seats(10, 20, 5), Acme.Start.AddDays(300)));

        var shown = (await _http.PostAdminAsync("/license?dryRun=true", next)).Is(HttpStatusCode.OK).Json;
        (await _http.PostAdminAsync("/license?dryRun=true", other)).IsProblem(HttpStatusCode.Conflict, "LK5003");
        (await _http.PostAdminAsync("/license?dryRun=yes", next)).IsProblem(HttpStatusCode.BadRequest, "LK8007");

        Assert.Equal((2, Acme.Start.AddDays(300)), (shown.GetProperty("serial").GetInt32(), shown.GetProperty("expires").GetDateTimeOffset()));
        Assert.Equal(before, (await _http.GetAdminAsync("/license")).Body);
    }

    [Fact]
    public async Task A_change_from_another_serial_is_refused_in_a_dry_run_too()
    {
        var path = "/server-licenses/" + (await _http.PostAdminAsync("/server-licenses", Drafts.Child())).Id;

        (await _http.AdminAsync(HttpMethod.Post, path + "/suspend?dryRun=true", null, "\"7\"")).IsProblem(HttpStatusCode.PreconditionFailed, "LK7009");
        (await _http.PostAdminAsync("/server-licenses?dryRun=yes", Drafts.Child("Umbrella"))).IsProblem(HttpStatusCode.BadRequest, "LK8007");
    }

    private static int Count(JsonElement segment, string member, string kind) => segment.GetProperty(member).GetProperty(kind).GetInt32();

    private static IEnumerable<string> Codes(HttpTalk.Answer refusal) => refusal.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()!);

    private async Task<string> StateAsync() => string.Concat(
        (await _http.GetAdminAsync("/server-licenses")).Body, (await _http.GetAdminAsync("/session-licenses")).Body,
        (await _http.GetAdminAsync("/usage")).Body, (await _http.GetAdminAsync("/activity")).Body);
}
