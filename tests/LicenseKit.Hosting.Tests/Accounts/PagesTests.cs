using System.Net;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>What must not go wrong on the portal's pages, whatever they look like.</summary>
public sealed class PagesTests : AdminPages
{
    private const string Hostile = "<script>alert(1)</script>\"'=cmd|' /C calc'!A0 & co";

    [Fact]
    public async Task A_clients_name_is_text_on_every_page()
    {
        var server = (await Issuer.IssueAsync(Acme.Child(Hostile, 1, d => d.Stages.Add(
            new() { Name = Hostile, From = Acme.Start.AddDays(3), To = Acme.Start.AddDays(9), Seats = new Dictionary<string, Stages.StageCount>(StringComparer.Ordinal) { ["developer"] = Stages.StageCount.By(2) } })), Hostile, Ct)).Good();
        (await Issuer.SuspendAsync(server.Id, Hostile, Hostile, cancellationToken: Ct)).Good();
        var session = (await Issuer.IssueSessionLicenseAsync(Acme.Team(1, d => d.Client = Hostile), Hostile, Ct)).Good();
        string[] pages =
        [
            "/", "/issued", $"/issued/{server.Id}", $"/issued/{server.Id}/edit", $"/issued/{server.Id}/suspend", $"/issued/{server.Id}/revoke", $"/issued/{server.Id}/versions/1",
            $"/session-licenses/{session.Id}/edit", $"/session-licenses/{session.Id}/versions/1", "/session-licenses", $"/session-licenses/{session.Id}",
            "/sessions", $"/sessions/x/end?who={Uri.EscapeDataString(Hostile)}", "/issued/bulk", "/session-licenses/bulk", "/settings", "/activity", "/tree", "/what-if?count=1", $"/what-if?count=2&license={session.Id}&kind=developer", $"/issued?search={Uri.EscapeDataString(Hostile)}",
            $"/activity?actor={Uri.EscapeDataString(Hostile)}", "/renewals",
        ];
        foreach (var page in pages)
        {
            Assert.Equal((page, HttpStatusCode.OK), (page, await Admin.GetAsync(page)));
            Assert.DoesNotContain("<script", Admin.Page.Replace("<script src=\"/live.js?v=", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(" style=", Admin.Page, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();

        Assert.Equal(HttpStatusCode.BadRequest, await Admin.PostAsync($"/issued/{license.Id}/suspend", ("serial", "1"), ("key", "k")));
        Assert.Equal(Licenses.LicenseState.Active, Issuer.Find(license.Id)!.State);
    }

    [Fact]
    public async Task Revoking_asks_for_the_name()
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();
        var page = $"/issued/{license.Id}/revoke";

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Admin.SubmitAsync(page, page, ("serial", "1"), ("key", "a"), ("confirm", "initech")));
        Assert.Equal(Licenses.LicenseState.Active, Issuer.Find(license.Id)!.State);
        Assert.Equal(HttpStatusCode.SeeOther, await Admin.SubmitAsync(page, page, ("serial", "1"), ("key", "b"), ("confirm", "Initech")));

        Assert.Equal(Licenses.LicenseState.Revoked, Issuer.Find(license.Id)!.State);
    }

    [Fact]
    public async Task A_viewer_sees_the_pages_and_changes_nothing()
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();
        var viewer = await ViewerAsync();
        await viewer.GetAsync($"/issued/{license.Id}");
        Assert.DoesNotContain("/suspend", viewer.Page, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, await viewer.SubmitAsync("/", $"/issued/{license.Id}/suspend", ("serial", "1"), ("key", "k")));
        Assert.Equal(Licenses.LicenseState.Active, Issuer.Find(license.Id)!.State);
    }

    [Fact]
    public async Task A_viewer_who_opens_or_sends_what_is_forAdmins_gets_a_page()
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();
        var viewer = await ViewerAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await viewer.GetAsync($"/issued/{license.Id}/suspend"));
        Assert.Contains("<h1>You may look, not change</h1>", viewer.Page, StringComparison.Ordinal);
        Assert.Contains("href=\"/portal.css", viewer.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await viewer.SubmitAsync("/", "/settings/keys", ("name", "k"), ("role", "admin")));
        Assert.Contains("<h1>You may look, not change</h1>", viewer.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_at_which_nothing_is_gets_a_page_and_calls_of_scripts_do_not()
    {
        Assert.Equal(HttpStatusCode.NotFound, await Admin.GetAsync("/isued", "text/html,*/*"));
        Assert.Contains("<h1>There is no such page</h1>", Admin.Page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, ""), (await Admin.GetAsync("/isued", "application/json"), Admin.Page));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, ""), (await Admin.GetAsync("/sign-out", "text/html"), Admin.Page));

        using var nobody = Host.NewBrowser();
        Assert.Equal((HttpStatusCode.NotFound, ""), (await nobody.GetAsync("/isued", "text/html"), nobody.Page));
    }

    [Theory]
    [InlineData("/", "live-standing", "live-capacity")]
    [InlineData("/sessions", "live-standing", "live-capacity", "live-sessions")]
    public async Task What_is_live_has_an_id_by_which_the_script_finds_it(string page, params string[] ids)
    {
        await Admin.GetAsync(page);
        var live = System.Text.RegularExpressions.Regex.Matches(Admin.Page, "id=\"([^\"]+)\" data-live", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

        Assert.Equal(ids, live.Select(m => m.Groups[1].Value));
        Assert.Equal(HttpStatusCode.OK, await Admin.GetAsync(System.Text.RegularExpressions.Regex.Match(Admin.Page, "/live.js\\?v=[0-9a-f]{12}").Value));
        Assert.Contains("[data-live]", Admin.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/issued?sort=99")]
    [InlineData("/issued?standing=99")]
    [InlineData("/issued?standing=3,4&sort=1")]
    public async Task A_list_takes_names_not_numbers(string page)
    {
        (await Issuer.IssueAsync(Acme.Child("Initech", 1), "Ann", Ct)).Good();

        await Admin.GetAsync(page);

        Assert.Contains("Initech", Admin.Page, StringComparison.Ordinal);
        Assert.DoesNotMatch("[?;](sort|standing)=[0-9]", Admin.Page);
    }

    [Fact]
    public async Task The_csv_of_a_list_is_what_the_list_shows()
    {
        (await Issuer.IssueAsync(Acme.Child("Initech", 1), "Ann", Ct)).Good();
        (await Issuer.IssueAsync(Acme.Child("Globex", 1), "Ann", Ct)).Good();
        await Admin.GetAsync("/issued?search=glo&standing=NotActivated&sort=Expires");

        await Admin.GetAsync(Admin.Link("/issued.csv"));

        Assert.Contains("Globex", Admin.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Initech", Admin.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_is_shown_beside_another_one()
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();
        (await Issuer.ChangeAsync(license.Id, d => d.Seats["developer"] = 4, "Bob", Ct)).Good();
        (await Issuer.ChangeAsync(license.Id, d => d.Grace = TimeSpan.FromDays(3), "Bob", Ct)).Good();

        await Admin.GetAsync($"/issued/{license.Id}/versions/3");
        Assert.Contains("Grace", Admin.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Dev Users", Admin.Page, StringComparison.Ordinal);
        await Admin.GetAsync($"/issued/{license.Id}/versions/3?with=1");
        Assert.Contains("Dev Users", Admin.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await Admin.GetAsync($"/issued/{license.Id}/versions/4"));
        Assert.Equal(HttpStatusCode.OK, await Admin.GetAsync($"/issued/{license.Id}/versions/1?with=99"));
    }

    [Fact]
    public async Task A_license_is_downloaded_in_every_format_that_theHost_has()
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();
        await Admin.GetAsync($"/issued/{license.Id}");

        Assert.Equal(HttpStatusCode.OK, await Admin.GetAsync(Admin.Link("format=xml")));
        Assert.StartsWith("<?xml", Admin.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_go_on_page_by_page()
    {
        for (var i = 0; i < 60; i++)
        {
            (await Issuer.IssueSessionLicenseAsync(Acme.Team(1, d => d.Client = $"Team {i:00}"), "Ann", Ct)).Good();
        }

        await Admin.GetAsync("/session-licenses");
        Assert.Contains("Team 49", Admin.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Team 50", Admin.Page, StringComparison.Ordinal);
        var next = System.Text.RegularExpressions.Regex.Match(Admin.Page, "href=\"([^\"]*after=[^\"]*)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        await Admin.GetAsync(WebUtility.HtmlDecode(next));

        Assert.Contains("Team 50", Admin.Page, StringComparison.Ordinal);
        Assert.Contains("Team 59", Admin.Page, StringComparison.Ordinal);
    }
}
