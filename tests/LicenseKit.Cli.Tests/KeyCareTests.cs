namespace LicenseKit.Cli.Tests;

/// <summary>Private keys under a passphrase, and root keys that are pinned for a time.</summary>
public sealed class KeyCareTests
{
    private const string Passphrase = "correct horse battery staple";

    [Fact]
    public void A_key_under_a_passphrase_signs_only_with_it()
    {
        using var bench = new Workbench();
        Assert.Equal(0, bench.RunWith(Passphrase, "init", "--product", "acme.robot", "--client", "Acme", "--out", "acme").Exit);
        bench.Write("initech.json", Workbench.InitechDraft);
        string[] issue = ["issue", "--issuer", "acme/master.lic", "--key", "acme/master.key.pem", "--draft", "initech.json", "--out", "initech.lic", "--json"];
        Assert.Equal("LK8014", bench.Run(issue).Code);
        Assert.Equal("LK8013", bench.RunWith("wrong", issue).Code);
        Assert.False(File.Exists(bench["initech.lic"]));
        Assert.Equal(0, bench.RunWith(Passphrase, issue).Exit);
    }

    [Fact]
    public void A_key_file_under_a_passphrase_holds_no_key_in_plain()
    {
        using var bench = new Workbench();
        bench.RunWith(Passphrase, "key", "new", "--out", "a.pem", "--pub", "a.pub.pem");
        var text = File.ReadAllText(bench["a.pem"]);
        Assert.DoesNotContain("BEGIN PRIVATE KEY", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Passphrase, text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bench["a.pem"]));
        }
    }

    [Fact]
    public void A_key_in_plain_is_warned_of_beside_the_answer()
    {
        using var bench = new Workbench();
        var ran = bench.Json("key", "new", "--out", "a.pem");
        Assert.Contains("Warning: no passphrase", ran.Error, StringComparison.Ordinal);
        Assert.False(ran.Document.GetProperty("encrypted").GetBoolean());
        var quiet = bench.RunWith(Passphrase, "key", "new", "--out", "b.pem", "--json");
        Assert.Equal("", quiet.Error);
        Assert.True(quiet.Document.GetProperty("encrypted").GetBoolean());
    }

    [Theory]
    [InlineData("its folder does not exist.", "key", "new", "--out", "missing/a.pem")]
    [InlineData("what it would be in is no folder.", "init", "--product", "acme.robot", "--client", "Acme", "--out", "a.json/acme")]
    public void What_was_not_written_is_not_warned_of(string why, params string[] args)
    {
        using var bench = new Workbench();
        bench.Write("a.json", "a file, and no folder");
        var ran = bench.Json(args);
        Assert.Equal((2, "LK8005", ""), (ran.Exit, ran.Code, ran.Error));
        Assert.EndsWith(why, ran.Document.GetProperty("fault").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_public_half_is_read_without_the_passphrase()
    {
        using var bench = new Workbench();
        bench.RunWith(Passphrase, "key", "new", "--out", "a.pem", "--pub", "a.pub.pem");
        Assert.Equal(bench.Run("code", "a.pub.pem", "--product", "acme.robot").Output, bench.Run("code", "a.pem", "--product", "acme.robot").Output);
    }

    [Theory]
    [InlineData("from=2026-09-01T00:00:00Z", true)]
    [InlineData("from=2026-09-01T00:00:01Z", false)]
    [InlineData("to=2026-09-01T00:00:01Z", true)]
    [InlineData("to=2026-09-01T00:00:00Z", false)]
    public void A_root_key_is_trusted_for_what_was_signed_in_its_period(string period, bool accepted)
    {
        using var bench = new Workbench().WithAcme();
        var ran = bench.Json("verify", "acme/master.lic", "--root", $"{bench["acme/root.pub.pem"]},{period}");
        Assert.Equal((accepted, accepted ? null : "LK1011"), (ran.Exit == 0, ran.Document.GetProperty("files")[0].GetProperty("fault") is { ValueKind: System.Text.Json.JsonValueKind.Object } fault ? fault.GetProperty("code").GetString() : null));
    }
}
