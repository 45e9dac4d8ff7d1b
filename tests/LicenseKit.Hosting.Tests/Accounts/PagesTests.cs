using System.Net;
using LicenseKit.Portal.Pages;
using LicenseKit.Portal.Web;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>What must not go wrong on the portal's pages, whatever they look like.</summary>
public sealed class PagesTests : IAsyncLifetime
{
    private const string Hostile = "<script>alert(1)</script>\"'=cmd|' /C calc'!A0 & co";

    private AccountHost _host = null!;
    private Browser _admin = null!;

    private IIssuer Issuer => _host.Issuer;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await AccountHost.StartAsync(("Vera", false));
        _admin = await _host.SignedInAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_clients_name_is_text_on_every_page()
    {
        var server = (await Issuer.IssueAsync(Acme.Child(Hostile, 1), Hostile, Ct)).Good();
        var session = (await Issuer.IssueSessionLicenseAsync(Acme.Team(1, d => d.Client = Hostile), Hostile, Ct)).Good();
        string[] pages =
        [
            "/", "/issued", $"/issued/{server.Id}", $"/issued/{server.Id}/edit", $"/issued/{server.Id}/suspend", $"/issued/{server.Id}/revoke", "/session-licenses", $"/session-licenses/{session.Id}",
            "/sessions", "/activity", "/tree", "/what-if?count=1", $"/what-if?count=2&license={session.Id}&kind=developer", $"/issued?search={Uri.EscapeDataString(Hostile)}",
            $"/activity?actor={Uri.EscapeDataString(Hostile)}", "/renewals",
        ];
        foreach (var page in pages)
        {
            Assert.Equal((page, HttpStatusCode.OK), (page, await _admin.GetAsync(page)));
            Assert.DoesNotContain("<script", _admin.Page.Replace("<script src=\"/live.js?v=", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(" style=", _admin.Page, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_license_is_issued_from_the_form_once_however_often_it_is_sent()
    {
        Assert.Equal(HttpStatusCode.OK, await _admin.SubmitAsync("/issued/new", "/issued/new", [.. Fields("Initech", "3"), ("review", "1")]));
        Assert.Empty(await ClientsAsync());
        (string, string)[] sign = [("key", "k"), ("draft", """{"client":"Initech","seats":{"developer":3},"duration":"P30D"}""")];

        Assert.Equal(HttpStatusCode.SeeOther, await _admin.SubmitAsync("/issued/new", "/issued/new/sign", sign));
        var first = _admin.Location;

        Assert.Equal((HttpStatusCode.SeeOther, first), (await _admin.SubmitAsync("/issued/new", "/issued/new/sign", sign), _admin.Location));
        Assert.Equal(["Initech"], await ClientsAsync());
    }

    [Fact]
    public async Task What_does_not_fit_is_told_and_nothing_that_was_typed_is_lost()
    {
        var status = await _admin.SubmitAsync("/issued/new", "/issued/new", [.. Fields("Globex", "999"), ("stage-0-name", "Rush"), ("stage-0-from", "2027-03-01"), ("stage-0-to", "2027-02-01"), ("stage-0-developer", "+x")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.All((string[])["Globex", "999", "Rush", "2027-03-01", "2027-02-01", "+x", "has-err"], text => Assert.Contains(text, WebUtility.HtmlDecode(_admin.Page), StringComparison.Ordinal));
        Assert.Empty(await ClientsAsync());
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();

        Assert.Equal(HttpStatusCode.BadRequest, await _admin.PostAsync($"/issued/{license.Id}/suspend", ("serial", "1"), ("key", "k")));
        Assert.Equal(Licenses.LicenseState.Active, Issuer.Find(license.Id)!.State);
    }

    [Fact]
    public async Task Of_two_operators_at_once_the_second_is_told()
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();
        (await Issuer.ChangeAsync(license.Id, d => d.Grace = TimeSpan.FromDays(1), "Bob", Ct)).Good();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await _admin.SubmitAsync($"/issued/{license.Id}/suspend", $"/issued/{license.Id}/suspend", ("serial", "1"), ("key", "k"), ("reason", "unpaid")));
        Assert.Contains("unpaid", _admin.Page, StringComparison.Ordinal);
        Assert.Equal(Licenses.LicenseState.Active, Issuer.Find(license.Id)!.State);
    }

    [Fact]
    public async Task Revoking_asks_for_the_name()
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();
        var page = $"/issued/{license.Id}/revoke";

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await _admin.SubmitAsync(page, page, ("serial", "1"), ("key", "a"), ("confirm", "initech")));
        Assert.Equal(Licenses.LicenseState.Active, Issuer.Find(license.Id)!.State);
        Assert.Equal(HttpStatusCode.SeeOther, await _admin.SubmitAsync(page, page, ("serial", "1"), ("key", "b"), ("confirm", "Initech")));

        Assert.Equal(Licenses.LicenseState.Revoked, Issuer.Find(license.Id)!.State);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_keeps_what_the_form_cannot_say()
    {
        var draft = Acme.Child("Initech", 3, d =>
        {
            (d.MaxLease, d.Duration) = (TimeSpan.FromMinutes(90), "P45D");
            d.Extensions["order"] = "2027-118";
            d.Stages.Add(Stages.StageDraft.Between(Acme.Start.AddDays(3).AddHours(5), Acme.Start.AddDays(9)).Raise("developer", 2));
        });
        var license = (await Issuer.IssueAsync(draft, "Ann", Ct)).Good();
        var form = ServerForm.Of(draft, Licenses.Seats.None);

        Assert.Equal(license.Draft, Issuing.DraftWriter.Write(form.ToDraft(draft)));
    }

    [Fact]
    public async Task A_viewer_sees_the_pages_and_changes_nothing()
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();
        var viewer = await _host.SignedInAsync("Vera");
        await viewer.GetAsync($"/issued/{license.Id}");
        Assert.DoesNotContain("/suspend", viewer.Page, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, await viewer.SubmitAsync("/", $"/issued/{license.Id}/suspend", ("serial", "1"), ("key", "k")));
        Assert.Equal(Licenses.LicenseState.Active, Issuer.Find(license.Id)!.State);
    }

    [Fact]
    public async Task A_viewer_who_opens_or_sends_what_is_for_admins_gets_a_page()
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();
        var viewer = await _host.SignedInAsync("Vera");

        Assert.Equal(HttpStatusCode.Forbidden, await viewer.GetAsync($"/issued/{license.Id}/suspend"));
        Assert.Contains("<h1>You may look, not change</h1>", viewer.Page, StringComparison.Ordinal);
        Assert.Contains("href=\"/portal.css", viewer.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await viewer.SubmitAsync("/", "/settings/keys", ("name", "k"), ("role", "admin")));
        Assert.Contains("<h1>You may look, not change</h1>", viewer.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_at_which_nothing_is_gets_a_page_and_calls_of_scripts_do_not()
    {
        Assert.Equal(HttpStatusCode.NotFound, await _admin.GetAsync("/isued", "text/html,*/*"));
        Assert.Contains("<h1>There is no such page</h1>", _admin.Page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, ""), (await _admin.GetAsync("/isued", "application/json"), _admin.Page));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, ""), (await _admin.GetAsync("/sign-out", "text/html"), _admin.Page));

        using var nobody = _host.NewBrowser();
        Assert.Equal((HttpStatusCode.NotFound, ""), (await nobody.GetAsync("/isued", "text/html"), nobody.Page));
    }

    [Theory]
    [InlineData("/", "live-standing", "live-capacity")]
    [InlineData("/sessions", "live-standing", "live-capacity", "live-sessions")]
    public async Task What_is_live_has_an_id_by_which_the_script_finds_it(string page, params string[] ids)
    {
        await _admin.GetAsync(page);
        var live = System.Text.RegularExpressions.Regex.Matches(_admin.Page, "id=\"([^\"]+)\" data-live", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

        Assert.Equal(ids, live.Select(m => m.Groups[1].Value));
        Assert.Equal(HttpStatusCode.OK, await _admin.GetAsync(System.Text.RegularExpressions.Regex.Match(_admin.Page, "/live.js\\?v=[0-9a-f]{12}").Value));
        Assert.Contains("[data-live]", _admin.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("plain", "plain")]
    public void A_cell_is_no_formula_and_one_cell(string text, string cell) => Assert.Equal(cell, Csv.Cell(text));

    [Fact]
    public async Task Lists_go_on_page_by_page()
    {
        for (var i = 0; i < 60; i++)
        {
            (await Issuer.IssueSessionLicenseAsync(Acme.Team(1, d => d.Client = $"Team {i:00}"), "Ann", Ct)).Good();
        }

        await _admin.GetAsync("/session-licenses");
        Assert.Contains("Team 49", _admin.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Team 50", _admin.Page, StringComparison.Ordinal);
        var next = System.Text.RegularExpressions.Regex.Match(_admin.Page, "href=\"([^\"]*after=[^\"]*)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        await _admin.GetAsync(WebUtility.HtmlDecode(next));

        Assert.Contains("Team 50", _admin.Page, StringComparison.Ordinal);
        Assert.Contains("Team 59", _admin.Page, StringComparison.Ordinal);
    }

    private static (string, string)[] Fields(string client, string developer) =>
        [("key", "k"), ("client", client), ("dur", "P1M"), ("kind", "developer"), ("seats-developer", developer), ("kind", "generic"), ("seats-generic", "")];

    private async Task<string[]> ClientsAsync() => [.. (await Issuer.PageAsync(new LicenseQuery { Type = "server" }, cancellationToken: Ct)).Good().Items.Select(l => l.Client)];
}
