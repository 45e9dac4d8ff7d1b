namespace LicenseKit.Cli.Tests;

/// <summary>The second encoding at the command line.</summary>
public sealed class XmlTests
{
    [Fact]
    public void A_license_is_issued_in_XML_verified_and_inspected()
    {
        using var bench = new Workbench().WithAcme();
        Assert.Equal(0, bench.Issue("initech.json", "initech.lic", "--holder", "initech.pub.pem", "--format", "xml").Exit);
        Assert.StartsWith("<?xml", File.ReadAllText(bench["initech.lic"]), StringComparison.Ordinal);
        var verified = bench.Verify("initech.lic");
        Assert.Equal((true, "xml", "Initech"), (verified.GetProperty("accepted").GetBoolean(), verified.GetProperty("format").GetString(), verified.GetProperty("license").GetProperty("client").GetString()));
        var inspected = bench.Json("inspect", "initech.lic").Document;
        Assert.Equal(("xml", 2), (inspected.GetProperty("format").GetString(), inspected.GetProperty("links").GetArrayLength()));
    }

    [Fact]
    public void A_license_is_converted_there_and_back_to_the_same_bytes()
    {
        using var bench = new Workbench().WithInitech();
        var there = bench.Json("convert", "initech.lic", "--to", "xml", "--key", "acme/master.key.pem", "--out", "initech.xml.lic");
        var back = bench.Json("convert", "initech.xml.lic", "--to", "jws", "--key", "acme/master.key.pem", "--out", "back.lic");
        Assert.Equal((0, 0), (there.Exit, back.Exit));
        Assert.Equal(there.Document.GetProperty("contentHash").GetString(), back.Document.GetProperty("contentHash").GetString());
        Assert.Equal(File.ReadAllBytes(bench["initech.lic"]), File.ReadAllBytes(bench["back.lic"]));
    }

    [Fact]
    public void A_Master_is_converted_by_the_root_key_alone()
    {
        using var bench = new Workbench().WithAcme();
        Assert.Equal(0, bench.Json("convert", "acme/master.lic", "--to", "xml", "--key", "acme/root.key.pem", "--out", "master.xml.lic").Exit);
        Assert.True(bench.Verify("master.xml.lic").GetProperty("accepted").GetBoolean());
        Assert.Equal("LK1006", bench.Json("convert", "acme/master.lic", "--to", "xml", "--key", "initech.key.pem", "--out", "no.lic").Code);
        Assert.False(File.Exists(bench["no.lic"]));
    }

    [Fact]
    public void Only_the_key_that_signed_a_license_converts_it()
    {
        using var bench = new Workbench().WithInitech();
        Assert.Equal("LK4002", bench.Json("convert", "initech.lic", "--to", "xml", "--key", "initech.key.pem", "--out", "no.lic").Code);
    }

    [Fact]
    public void Below_a_license_in_XML_nothing_is_issued()
    {
        using var bench = new Workbench().WithAcme();
        Assert.Equal(0, bench.Issue("initech.json", "initech.lic", "--holder", "initech.pub.pem", "--format", "xml").Exit);
        string[] issue = ["issue", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "globex.json", "--out", "globex.lic"];
        Assert.Equal(("LK1026", "LK1026"), (bench.Json(issue).Code, bench.Json([.. issue, "--format", "xml"]).Code));
        Assert.Equal("LK1026", bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "qa.json", "--out", "globex.lic").Code);
        Assert.False(File.Exists(bench["globex.lic"]));
    }

    [Fact]
    public void A_session_license_is_issued_in_XML()
    {
        using var bench = new Workbench().WithInitech();
        string[] issue = ["session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "qa.json", "--out", "qa.lic", "--format"];
        Assert.Contains("is not jws or xml", bench.Run([.. issue, "pdf"]).Error, StringComparison.Ordinal);
        Assert.Equal(0, bench.Json([.. issue, "xml"]).Exit);
        Assert.StartsWith("<?xml", File.ReadAllText(bench["qa.lic"]), StringComparison.Ordinal);
        Assert.Equal("QA team", bench.Verify("qa.lic").GetProperty("sessionLicense").GetProperty("client").GetString());
    }

    [Fact]
    public void A_session_license_in_XML_is_within_its_server_s_too()
    {
        using var bench = new Workbench().WithInitech();
        bench.Write("long.json", Workbench.QaDraft.Replace("P30D", "P2Y", StringComparison.Ordinal));
        string[] issue = ["session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "long.json", "--out", "qa.lic"];
        var native = bench.Json(issue).Code;
        Assert.StartsWith("LK3", native, StringComparison.Ordinal);
        Assert.Equal(native, bench.Json([.. issue, "--format", "xml"]).Code);
        Assert.False(File.Exists(bench["qa.lic"]));
    }

    [Fact]
    public void A_session_license_is_converted_too()
    {
        using var bench = new Workbench().WithInitech();
        Assert.Equal(0, bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "qa.json", "--out", "qa.lic").Exit);
        Assert.Equal(0, bench.Json("convert", "qa.lic", "--to", "xml", "--key", "initech.key.pem", "--out", "qa.xml.lic").Exit);
        Assert.Equal("QA team", bench.Verify("qa.xml.lic").GetProperty("sessionLicense").GetProperty("client").GetString());
    }
}
