using System.Text.RegularExpressions;

namespace LicenseKit.Cli.Tests;

/// <summary>The commented drafts that <c>draft</c> prints.</summary>
public sealed class DraftTests
{
    [Fact]
    public void The_printed_draft_of_a_server_license_is_issued_as_it_is()
    {
        using var bench = new Workbench().WithAcme();
        bench.Write("template.json", bench.Run("draft").Output);
        var issued = bench.Issue("template.json", "new.lic");

        Assert.Equal(0, issued.Exit);
        Assert.Equal("Initech", issued.Document.GetProperty("license").GetProperty("client").GetString());
    }

    [Fact]
    public void The_printed_draft_of_a_session_license_too()
    {
        using var bench = new Workbench().WithInitech();
        bench.Write("template.json", bench.Run("draft", "--session").Output);
        var made = bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "template.json", "--out", "qa.lic");

        Assert.Equal(0, made.Exit);
        Assert.Equal("PT10M", Regex.Match(bench.Run("inspect", "qa.lic").Output, @"lease\s+(\S+)\n", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);
    }

    [Fact]
    public void The_members_that_are_left_at_their_defaults_change_nothing()
    {
        using var bench = new Workbench().WithAcme();
        bench.Write("template.json", bench.Run("draft").Output);
        bench.Write("short.json", """{ "client": "Initech", "parentUrl": "https://licenses.example.com", "duration": "P1Y", "seats": { "developer": 5, "execution": 20, "generic": 3 } }""");
        bench.Issue("template.json", "new.lic");
        bench.Issue("short.json", "short.lic");
        var changes = bench.Json("diff", "new.lic", "short.lic").Document.GetProperty("links")[1].GetProperty("changes");

        Assert.Equal(["id"], changes.EnumerateArray().Select(c => c.GetProperty("field").GetString()));
    }

    [Theory]
    [InlineData("draft", "## A server license")]
    [InlineData("draft --session", "## A session license")]
    public void Every_member_of_the_documentation_is_in_the_template(string line, string heading)
    {
        using var bench = new Workbench();
        var draft = bench.Json(line.Split(' ')).Document.GetProperty("draft");
        var page = File.ReadAllText(Path.Combine(Schema.Repository, "docs", "drafts.md"));
        var section = page[page.IndexOf(heading, StringComparison.Ordinal)..];
        var rows = Regex.Matches(section[..(section.IndexOf("\n## ", 5, StringComparison.Ordinal) is > 0 and var end ? end : section.Length)], @"^\| (`[^|]*?) \|", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        var documented = rows.SelectMany(r => Regex.Matches(r.Groups[1].Value, @"`(\w+)`", RegexOptions.None, TimeSpan.FromSeconds(1))).Select(m => m.Groups[1].Value);

        Assert.Equal(draft.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal), documented.Distinct().Order(StringComparer.Ordinal));
    }
}
