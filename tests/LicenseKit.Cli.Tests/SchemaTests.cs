namespace LicenseKit.Cli.Tests;

public sealed class SchemaTests
{
    private const string Root = "acme/root.pub.pem";

    [Fact]
    public async Task Every_verb_prints_what_the_schema_says()
    {
        using var bench = new Workbench().WithInitech();
        bench.Write("rich.json", Workbench.InitechDraft.Replace("\"oem\": 1", "\"oem\": 1, \"ext\": { \"note\": \"\u00fc\" }, \"grace\": \"P7D\""));
        bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "qa.json", "--out", "qa.lic");
        bench.Issue("rich.json", "initech.2.lic", "--replaces", "initech.lic", "--state", "suspended");
        bench.Issue("globex.json", "globex.lic");
        bench.Forge("qa.lic", 1, "forged.lic");
        var server = await StoppedMaster.MakeAsync(bench);
        (string Form, Ran Ran)[] all =
        [
            ("init", bench.Json("init", "--product", "p", "--client", "c", "--out", "other")),
            ("key-new", bench.Json("key", "new", "--out", "k.pem")),
            ("key-new", bench.Json("key", "new", "--out", "l.pem", "--pub", "l.pub.pem")),
            ("key-passphrase", bench.RunWithNext(null, "secret", "key", "passphrase", "l.pem", "--json")),
            ("key-passphrase", bench.Json("key", "passphrase", "k.pem", "--remove")),
            ("code", bench.Json("code", "k.pem", "--product", "p")),
            ("request", bench.Json("request", "--key", "k.pem", "--product", "p", "--out", "r.json")),
            ("issue", bench.Issue("initech.json", "again.lic", "--code", bench.Run("code", "initech.key.pem", "--product", "acme.robot").Output.Trim())),
            ("session-license", bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "qa.json", "--out", "qa.2.lic")),
            ("session-license", bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "qa.json", "--out", "qa.xml.lic", "--format", "xml")),
            ("convert", bench.Json("convert", "initech.lic", "--to", "xml", "--key", "acme/master.key.pem", "--out", "initech.xml.lic")),
            ("verify", bench.Json("verify", "initech.lic", "initech.xml.lic", "qa.lic", "initech.2.lic", "globex.lic", "again.lic", "forged.lic", "qa.json", "missing.lic", "--root", Root)),
            ("inspect", bench.Json("inspect", "initech.2.lic")),
            ("inspect", bench.Json("inspect", "initech.xml.lic")),
            ("inspect", bench.Json("inspect", "qa.lic", "--root", Root)),
            ("draft", bench.Json("draft")),
            ("draft", bench.Json("draft", "--session")),
            ("explain", bench.Json("explain", "initech.lic", "--root", Root, "--kind", "execution", "--at", "2026-12-24")),
            ("explain", bench.Json("explain", "qa.lic", "--root", Root, "--kind", "robot", "--at", "2027-12-24")),
            ("explain", bench.Json("explain", "acme/master.lic", "--root", Root, "--kind", "developer")),
            ("timeline", bench.Json("timeline", "initech.lic", "--root", Root)),
            ("diff", bench.Json("diff", "initech.lic", "initech.2.lic")),
            ("diff", bench.Json("diff", "initech.lic", "qa.lic", "--root", Root)),
            ("diff", bench.Json("diff", "acme/master.lic", "globex.lic")),
            ("clock", bench.Json("clock", "--data", server)),
            ("clock-set", bench.Json("clock", "--data", server, "--set", "now")),
            ("vectors-extract", bench.Json("vectors", "extract", "--out", "vectors")),
            ("refusal", bench.Json("clock", "--data", bench["acme"])),
            ("refusal", bench.Json("inspect", "forged.lic", "--root", Root)),
            ("refusal", bench.Json("inspect", "missing.lic")),
            ("refusal", bench.Json("frobnicate")),
        ];

        foreach (var (form, ran) in all)
        {
            Assert.True(await Schema.Complaints(form, ran.Output) is [], $"{form}: {string.Join("\n", await Schema.Complaints(form, ran.Output))}\n{ran.Output}");
        }

        Assert.Equal(Schema.Forms().Order(StringComparer.Ordinal), all.Select(a => a.Form).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"accepted\": true", "\"accepted\": \"yes\"")]
    [InlineData("\"accepted\": true", "\"acceptable\": true")]
    [InlineData("\"accepted\": true,", "")]
    [InlineData("\"mark\": \"good\"", "\"mark\": \"fine\"")]
    [InlineData("2026-09-01T00:00:00Z", "2026-09-01")]
    [InlineData("\"generic\": 3", "\"generic\": 3.5")]
    public async Task The_schema_notices_what_does_not_belong(string right, string wrong)
    {
        using var bench = new Workbench().WithInitech();
        var output = bench.Json("verify", "initech.lic", "--root", Root).Output;

        Assert.Empty(await Schema.Complaints("verify", output));
        Assert.Contains(right, output, StringComparison.Ordinal);
        Assert.NotEmpty(await Schema.Complaints("verify", output.Replace(right, wrong, StringComparison.Ordinal)));
    }
}
