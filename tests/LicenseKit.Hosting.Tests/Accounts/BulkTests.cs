using System.Net;
using System.Text.RegularExpressions;
using LicenseKit.Licenses;
using LicenseKit.Portal.Web;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>Many licenses from one CSV file: reviewed, and those signed that can be.</summary>
public sealed partial class BulkTests : AdminPages
{
    private const string Servers = "/issued/bulk";
    private const string Sessions = "/session-licenses/bulk";
    private const string One = "client,developer,duration\nInitech,1,P1Y\n";
    private const string Hostile = "<script>alert(1)</script>\"'=cmd|' /C calc'!A0 & co";

    /// <summary>The form that signs <see cref="One"/>.</summary>
    private static (string, string)[] Signature => [("text", One), ("lines", "2"), ("key", "k")];

    [Fact]
    public async Task Rows_are_reviewed_and_then_signed()
    {
        Assert.Equal(HttpStatusCode.OK, await ReviewAsync(
            "client,developer,execution,generic,duration,oem,features\nInitech,2,5,1,P1Y,TRUE,vision\nGlobex,3,,,issuer,0,\n"));
        Assert.Contains("Sign 2 licenses", Admin.Page, StringComparison.Ordinal);
        Assert.Empty(await ActiveClientsAsync());

        Assert.Equal(HttpStatusCode.OK, await SignAsync());

        Assert.Equal(["Globex", "Initech"], await ActiveClientsAsync());
        var initech = await FindAsync("Initech");
        Assert.Equal((Acme.Seats(2, 5, 1), Acme.Start.AddYears(1)), (initech.Seats, initech.Expires));
        Assert.Contains("vision", initech.Draft, StringComparison.Ordinal);
        Assert.Contains($"href=\"/issued/{initech.Id}\"", Admin.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_licenses_have_columns_of_their_own()
    {
        await ReviewAsync(
            "Client;Developer;Expires;Allocation;MaxLease;ServerUrl\r\nNight;2;2027-06-01;reserved;PT5M;https://apps.example", Sessions);
        await SignAsync(Sessions);

        var night = Assert.Single(await ListAsync("session"));
        Assert.Equal(("Night", Acme.Seats(2)), (night.Client, night.Seats));
        Assert.Equal(new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.Zero), night.Expires);
        string[] said = ["\"reserved\"", "\"PT5M\"", "https://apps.example"];
        Assert.All(said, text => Assert.Contains(text, night.Draft, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Servers)]
    [InlineData(Sessions)]
    public async Task The_template_can_be_signed_as_it_is(string page)
    {
        Assert.Equal(HttpStatusCode.OK, await Admin.GetAsync($"{page}/template.csv"));

        Assert.Equal((HttpStatusCode.OK, 2), (await ReviewAsync(Admin.Page, page), Good()));
    }

    [Fact]
    public async Task A_row_over_the_budget_is_refused_and_the_others_fit()
    {
        await ReviewAsync("client,developer,duration\nInitech,6,P1Y\nGlobex,10,P1Y\nHooli,2,P1Y\n");
        Assert.Equal(2, Good());
        Assert.Contains("LK7004", Admin.Page, StringComparison.Ordinal);

        await SignAsync();

        Assert.Equal(["Hooli", "Initech"], await ActiveClientsAsync());
        Assert.Equal("client,developer,duration\nGlobex,10,P1Y\n", Text());
    }

    [Fact]
    public async Task What_is_sent_twice_is_signed_once()
    {
        await ReviewAsync("client,developer,duration\nNight,1,P1Y\nDay,1,P1Y\n", Sessions);
        var review = Admin.Page;
        await SignAsync(Sessions, review);
        var first = Links();

        await SignAsync(Sessions, review);

        Assert.Equal(2, first.Length);
        Assert.Equal(first, Links());
        Assert.Equal(2, (await ListAsync("session")).Count);
    }

    [Fact]
    public async Task Only_what_was_reviewed_as_good_is_signed()
    {
        var other = (await Issuer.IssueAsync(Acme.Child("Other", 10), "Ann", Ct)).Good();
        await ReviewAsync("client,developer,duration\nInitech,2,P1Y\nGlobex,9,P1Y\n");
        (await Issuer.RevokeAsync(other.Id, null, "Ann", cancellationToken: Ct)).Good();

        await SignAsync();

        Assert.Equal(["Initech"], await ActiveClientsAsync());
        Assert.Contains("could not be signed when it was reviewed", Admin.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_signed_can_be_downloaded()
    {
        await ReviewAsync("client,developer,duration\n=Initech,2,P1Y\n");
        await SignAsync();
        var id = (await FindAsync("=Initech")).Id;

        Assert.Equal(HttpStatusCode.OK, await Admin.GetAsync(WebUtility.HtmlDecode(DownloadPattern().Match(Admin.Page).Groups[1].Value)));

        Assert.Equal($"id,client,seats,expires\r\n{Csv.Cell(id)},'=Initech,\"developer 2, generic 0\",2028-01-15T08:00:00Z\r\n", Admin.Page);
    }

    [Theory]
    [InlineData("", 1, "is empty")]
    [InlineData("\n\nclient,developer\n\n", 3, "no row")]
    [InlineData("client,colour\nA,1", 1, "'colour' is not known")]
    [InlineData("client,<b>\nA,1", 1, "'<b>' is not known")]
    [InlineData("client,developer,Developer\nA,1,1", 1, "'developer' is there 2 times")]
    [InlineData("developer\n1", 1, "no column 'client'")]
    [InlineData("client,developer\nA,1\n\"B,2\nC,3\n", 3, "quote")]
    [InlineData("client,developer\nA,1\nB,2\"\"\"\n", 3, "quote")]
    [InlineData("client,developer\n\"A\"B,1\n", 2, "quote")]
    [InlineData("client,developer\nA,\"1\"\"", 2, "quote")]
    public async Task A_file_that_cannot_be_read_comes_back_with_the_line(string text, int line, string what)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await UploadAsync(Acme.Utf8(text)));

        var page = WebUtility.HtmlDecode(Admin.Page);
        Assert.Contains($"Line {line}: ", page, StringComparison.Ordinal);
        Assert.Contains(what, page, StringComparison.Ordinal);
        Assert.Equal(text, Text());
    }

    [Fact]
    public async Task A_hundred_rows_are_taken_and_one_more_is_not()
    {
        var rows = string.Concat(Enumerable.Range(0, LicenseChange.MaxBatch).Select(i => $"Client {i},0,1,P1Y\n"));

        Assert.Equal((HttpStatusCode.OK, 25), (await ReviewAsync("client,developer,execution,duration\n" + rows), Good()));
        var more = "client,developer,execution,duration\n" + rows + "\n\nOne more,0,1,P1Y\nTwo more,0,1,P1Y\n";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ReviewAsync(more));

        Assert.Contains($"Line {LicenseChange.MaxBatch + 4}: ", Admin.Page, StringComparison.Ordinal);
        Assert.Contains("Two more", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_refused()
    {
        byte[] latin = [.. Acme.Utf8("client,developer\nA,1\nM"), 0xFC, .. Acme.Utf8("ller,2\n")];

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await UploadAsync(latin));

        Assert.Contains("Line 3: it is not UTF-8", Admin.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_spreadsheets_write_is_taken()
    {
        Assert.Equal(HttpStatusCode.OK, await UploadAsync(Acme.Utf8(
            "\uFEFFCLIENT;Developer;EXPIRES;;\r\n\r\n\"Initech; \"\"the\"\" GmbH\";1;2028-01-01\r\n;;;;\r\n'=1+1;1;2028-01-01;;\r\n")));
        Assert.Equal(2, Good());

        await SignAsync();

        Assert.Equal(["=1+1", "Initech; \"the\" GmbH"], await ActiveClientsAsync());
    }

    [Fact]
    public async Task An_empty_first_line_moves_no_row_to_another()
    {
        await UploadAsync(Acme.Utf8("\n\nclient,developer,duration\nInitech,1,P1Y\nGlobex,99,P1Y\n"));

        await SignAsync();

        Assert.Equal(["Initech"], await ActiveClientsAsync());
    }

    [Theory]
    [InlineData("client,developer,duration\n,1,P1Y", "<code>client</code>", "is missing")]
    [InlineData("client,developer,duration\nA,one,P1Y", "<code>developer</code>", "not a whole number")]
    [InlineData("client,developer,duration\nA,-1,P1Y", "<code>developer</code>", "not a whole number")]
    [InlineData("client,developer,duration\nA,99999999999999999999,P1Y", "<code>developer</code>", "not a whole number")]
    [InlineData("client,developer,duration\nA,1,soon", "<code>duration</code>", "soon")]
    [InlineData("client,developer,expires\nA,1,01.02.2028", "<code>expires</code>", "ISO 8601")]
    [InlineData("client,developer,expires,duration\nA,1,2028-02-01,P1Y", "LK7001", "both")]
    [InlineData("client,developer,duration,oem\nA,1,P1Y,maybe", "<code>oem</code>", "true, false")]
    [InlineData("client,developer,duration,suppressPings\nA,1,P1Y,2", "<code>suppressPings</code>", "true or false")]
    [InlineData("client,developer,duration,parentUrl\nA,1,P1Y,ftp://x", "<code>parentUrl</code>", "ftp://x")]
    [InlineData("client,developer,duration,features\nA,1,P1Y,vision;vision", "<code>features</code>", "twice")]
    [InlineData("client,duration\nA,P1Y", "LK7001", "name at least one kind")]
    [InlineData("client,developer,duration\nA,1,P1Y,more", "LK7001", "below no column")]
    [InlineData("client,developer,duration\n\"two\nlines\",1,P1Y", "<code>client</code>", "control")]
    public async Task A_row_that_is_wrong_names_its_column(string text, string column, string what)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ReviewAsync(text));

        Assert.Contains(column, Admin.Page, StringComparison.Ordinal);
        Assert.Contains(what, WebUtility.HtmlDecode(Admin.Page), StringComparison.Ordinal);
        Assert.Contains("<td class=\"num\" data-l=\"Line\">2</td>", Admin.Page, StringComparison.Ordinal);
        Assert.Equal(text, Text());
        Assert.Empty(await ActiveClientsAsync());
    }

    [Fact]
    public async Task What_a_file_says_is_text_on_every_page()
    {
        var cell = Csv.Cell(Hostile);
        await ReviewAsync($"client,developer,duration\n{cell},1,P1Y\n{cell},{cell},{cell}\n</textarea>{Hostile[..8]},1,P1Y\n");
        AssertIsText();

        await SignAsync();

        AssertIsText();
        Assert.Contains(Hostile, await ActiveClientsAsync());
    }

    [Fact]
    public async Task A_viewer_neither_reviews_nor_signs()
    {
        var viewer = await ViewerAsync();
        await viewer.GetAsync("/issued");
        Assert.DoesNotContain(Servers, viewer.Page, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, await viewer.GetAsync(Servers));
        Assert.Equal(HttpStatusCode.Forbidden, await viewer.SubmitAsync("/", Servers, ("text", One)));
        Assert.Equal(HttpStatusCode.Forbidden, await viewer.SubmitAsync("/", $"{Servers}/sign", Signature));
        Assert.Empty(await ActiveClientsAsync());
    }

    [Fact]
    public async Task A_file_without_the_forms_token_is_not_signed()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await Admin.PostAsync($"{Servers}/sign", Signature));
        Assert.Empty(await ActiveClientsAsync());

        Assert.Equal(HttpStatusCode.OK, await Admin.SubmitAsync(Servers, $"{Servers}/sign", Signature));
        Assert.Equal(["Initech"], await ActiveClientsAsync());
    }

    private Task<HttpStatusCode> ReviewAsync(string text, string page = Servers) => Admin.SubmitAsync(page, page, ("text", text));

    /// <summary>Chooses a file instead of pasting its text.</summary>
    private Task<HttpStatusCode> UploadAsync(byte[] file) => Admin.UploadAsync(Servers, Servers, "file", file);

    /// <summary>Sends the form that signs what a review shows.</summary>
    private Task<HttpStatusCode> SignAsync(string page = Servers, string? review = null)
    {
        var shown = review ?? Admin.Page;
        (string, string)[] fields = [("text", Text(shown)), ("lines", Hidden(shown, "lines")), ("key", Hidden(shown, "key"))];
        return Admin.SubmitAsync(page, $"{page}/sign", fields);
    }

    private void AssertIsText()
    {
        Assert.DoesNotContain("<script", Admin.Page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", Admin.Page, StringComparison.OrdinalIgnoreCase);
    }

    private int Good() => Regex.Count(Admin.Page, "Would be signed</span>", RegexOptions.None, TimeSpan.FromSeconds(1));

    private string[] Links() => [.. LinkPattern().Matches(Admin.Page).Select(m => m.Groups[1].Value)];

    /// <summary>What the first text area of a page holds, as a browser reads it: without the first line feed, escaped or not.</summary>
    private string Text(string? page = null)
    {
        var inner = WebUtility.HtmlDecode(TextPattern().Match(page ?? Admin.Page).Groups[1].Value);
        return inner.StartsWith('\n') ? inner[1..] : inner;
    }

    private static string Hidden(string page, string name) =>
        Regex.Match(page, $"name=\"{name}\" value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;

    private async Task<IReadOnlyList<IssuedLicense>> ListAsync(string type) =>
        (await Issuer.PageAsync(new LicenseQuery { Type = type }, cancellationToken: Ct)).Good().Items;

    private async Task<IssuedLicense> FindAsync(string client) => (await ListAsync("server")).Single(l => l.Client == client);

    /// <summary>Clients with a live license.</summary>

    [GeneratedRegex("<textarea[^>]*name=\"text\"[^>]*>([^<]*)</textarea>")]
    private static partial Regex TextPattern();

    [GeneratedRegex("class=\"name\" href=\"([^\"]+)\"")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("href=\"([^\"]+/bulk/licenses\\.csv[^\"]+)\"")]
    private static partial Regex DownloadPattern();

    private async Task<string[]> ActiveClientsAsync() =>
        [.. (await ListAsync("server")).Where(l => l.State == LicenseState.Active).Select(l => l.Client)];
}
