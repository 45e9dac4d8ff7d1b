using System.Net;
using LicenseKit.Licenses;
using LicenseKit.Portal.Pages.Forms;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>Licenses made and changed by forms: nothing typed is lost, nobody overwrites what they have not seen.</summary>
public sealed class FormsTests : AdminPages
{
    [Fact]
    public async Task A_license_is_issued_from_the_form_once_however_often_it_is_sent()
    {
        Assert.Equal(HttpStatusCode.OK, await Admin.SubmitAsync("/issued/new", "/issued/new", [.. Fields("Initech", "3"), ("review", "1")]));
        Assert.Contains("Sign serial 1", Admin.Page, StringComparison.Ordinal);
        Assert.Empty(await ClientsAsync());
        (string, string)[] sign = [.. Fields("Initech", "3"), ("sign", "1")];

        Assert.Equal(HttpStatusCode.SeeOther, await Admin.SubmitAsync("/issued/new", "/issued/new", sign));
        var first = Admin.Location;

        Assert.Equal((HttpStatusCode.SeeOther, first), (await Admin.SubmitAsync("/issued/new", "/issued/new", sign), Admin.Location));
        Assert.Equal(["Initech"], await ClientsAsync());
    }

    [Fact]
    public async Task What_does_not_fit_is_told_and_nothing_that_was_typed_is_lost()
    {
        var status = await Admin.SubmitAsync("/issued/new", "/issued/new", [.. Fields("Globex", "999"), ("stage-0-name", "Rush"), ("stage-0-from", "2027-03-01"), ("stage-0-to", "2027-02-01"), ("stage-0-developer", "+x")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.All((string[])["Globex", "999", "Rush", "2027-03-01", "2027-02-01", "+x", "has-err"], text => Assert.Contains(text, WebUtility.HtmlDecode(Admin.Page), StringComparison.Ordinal));
        Assert.Empty(await ClientsAsync());
    }

    [Fact]
    public async Task What_is_refused_at_the_signature_comes_back_with_the_form()
    {
        (await Issuer.IssueAsync(Acme.Child("Initech", 1), "Ann", Ct)).Good();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Admin.SubmitAsync("/issued/new", "/issued/new", [.. Fields("Initech", "3"), ("features", "export.pdf"), ("sign", "1")]));

        Assert.All((string[])["has-err", "Initech", "export.pdf", "value=\"3\""], text => Assert.Contains(text, Admin.Page, StringComparison.Ordinal));
        Assert.Equal(["Initech"], await ClientsAsync());
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
    public async Task Who_edits_is_told_what_somebody_else_signed_meanwhile()
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();
        var edit = $"/issued/{license.Id}/edit";
        await Admin.GetAsync(edit);
        var serial = Admin.Value("serial");
        (await Issuer.ChangeAsync(license.Id, d => d.Grace = TimeSpan.FromDays(17), "Bob", Ct)).Good();
        (string, string)[] fields = [.. Fields("Initech", "4"), ("serial", serial)];

        foreach (var button in (string[])["review", "sign", "preview"])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await Admin.SubmitAsync("/issued/new", edit, [.. fields, (button, "1")]));
            Assert.All((string[])["Serial 2 was signed after you opened this form", "P17D", "value=\"4\""], text => Assert.Contains(text, Admin.Page, StringComparison.Ordinal));
            Assert.Equal(serial, Admin.Value("serial"));
        }

        Assert.Equal(2, Issuer.Find(license.Id)!.Serial);
        await Admin.SubmitAsync("/issued/new", edit, [.. fields, ("rebase", "1")]);
        Assert.Equal("2", Admin.Value("serial"));
        Assert.DoesNotContain("was signed after", Admin.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await Admin.SubmitAsync("/issued/new", edit, [.. Fields("Initech", "4"), ("grace", "17"), ("serial", "2"), ("sign", "1")]));
        Assert.Equal(4, Issuer.Find(license.Id)!.Seats["developer"]);
        Assert.Contains("P17D", Issuer.Find(license.Id)!.Draft, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("99")]
    [InlineData("-1")]
    public async Task An_edit_of_a_version_that_never_was_changes_nothing(string serial)
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();

        Assert.Equal(HttpStatusCode.NotFound, await Admin.SubmitAsync("/issued/new", $"/issued/{license.Id}/edit", [.. Fields("Initech", "4"), ("serial", serial), ("sign", "1")]));
        Assert.Equal(1, Issuer.Find(license.Id)!.Serial);
    }

    [Fact]
    public async Task A_session_license_is_made_with_a_stage_and_changed()
    {
        (string, string)[] fields =
        [
            .. Fields("Robots", "2"), ("allocation", "reserved"), ("lease", "15"),
            ("stage-0-name", "Rush"), ("stage-0-from", "2027-02-01"), ("stage-0-to", "2027-02-08"), ("stage-0-developer", "+1"),
        ];
        Assert.Equal(HttpStatusCode.OK, await Admin.SubmitAsync("/session-licenses/new", "/session-licenses/new", [.. fields, ("review", "1")]));
        Assert.Contains("Rush", Admin.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await Admin.SubmitAsync("/session-licenses/new", "/session-licenses/new", [.. fields, ("sign", "1")]));
        var id = Admin.Location!.Split('/')[^1];
        var edit = $"/session-licenses/{id}/edit";
        await Admin.GetAsync(edit);
        Assert.All((string[])["Robots", "2027-02-01", "+1", "value=\"15\""], text => Assert.Contains(text, WebUtility.HtmlDecode(Admin.Page), StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, await Admin.SubmitAsync("/session-licenses/new", edit, [.. fields.Where(f => f.Item1 != "lease"), ("serial", "1"), ("review", "1")]));
        Assert.Contains("<del>PT15M</del>", Admin.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await Admin.SubmitAsync("/session-licenses/new", edit, [.. fields.Where(f => f.Item1 != "lease"), ("key", "l"), ("serial", "1"), ("sign", "1")]));

        Assert.Equal((2, "session"), (Issuer.Find(id)!.Serial, Issuer.Find(id)!.Type));
        Assert.Equal(HttpStatusCode.NotFound, await Admin.GetAsync($"/issued/{id}/edit"));
    }

    [Fact]
    public void An_edit_of_a_session_license_that_changes_nothing_keeps_what_the_form_cannot_say()
    {
        var draft = Acme.Team(1, d =>
        {
            (d.MaxLease, d.MaxBorrow, d.Duration) = (TimeSpan.FromSeconds(95), TimeSpan.FromDays(2), "P45D");
            d.Extensions["order"] = "2027-118";
            d.Features["export"] = new Feature(null, 5);
            d.Stages.Add(Stages.StageDraft.Between(Acme.Start.AddDays(3).AddHours(5), Acme.Start.AddDays(9)).Raise("developer", 2));
        });

        Assert.Equal(Issuing.DraftWriter.Write(draft), Issuing.DraftWriter.Write(SessionForm.Of(draft, Seats.None).ToDraft(draft)));
    }

    [Theory]
    [InlineData("suspend", "reason", "unpaid")]
    [InlineData("renew", "until", "2029-01-01")]
    [InlineData("reset-activation", "overlap", "Initech")]
    public async Task A_confirmation_of_another_version_is_refused_however_often_it_is_sent(string action, string field, string typed)
    {
        var license = (await Issuer.IssueAsync(Acme.Child("Initech", 3), "Ann", Ct)).Good();
        var page = $"/issued/{license.Id}/{action}";
        await Admin.GetAsync(page);
        var (serial, key) = (Admin.Value("serial"), Admin.Value("key"));
        (await Issuer.ChangeAsync(license.Id, d => d.Grace = TimeSpan.FromDays(1), "Bob", Ct)).Good();

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await Admin.SubmitAsync(page, page, ("serial", serial), ("key", key), (field, typed)));
            Assert.Equal((typed, serial = "1"), (Admin.Value(field), Admin.Value("serial")));
        }

        Assert.Equal((2, LicenseState.Active), (Issuer.Find(license.Id)!.Serial, Issuer.Find(license.Id)!.State));
    }

    private static (string, string)[] Fields(string client, string developer) =>
        [("key", "k"), ("client", client), ("dur", "P1M"), ("kind", "developer"), ("seats-developer", developer), ("kind", "generic"), ("seats-generic", "")];
}
