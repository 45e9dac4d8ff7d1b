namespace LicenseKit.Cli.Tests;

/// <summary><c>key passphrase</c>: the key stays, what opens its file changes.</summary>
public sealed class KeyPassphraseTests
{
    private const string Old = "correct horse battery staple";
    private const string New = "Zürich 8001";

    [Fact]
    public void A_plain_key_gets_a_passphrase()
    {
        using var bench = new Workbench();
        bench.Run("key", "new", "--out", "a.pem");
        var code = Code(bench);
        var ran = bench.RunWithNext(null, New, "key", "passphrase", "a.pem", "--json");
        Assert.Equal((0, true, true), (ran.Exit, ran.Document.GetProperty("encrypted").GetBoolean(), ran.Document.GetProperty("changed").GetBoolean()));
        Assert.Contains("BEGIN LICENSEKIT ENCRYPTED KEY", Text(bench), StringComparison.Ordinal);
        Assert.Equal(code, Code(bench));
        Assert.Equal("LK8014", Signs(bench, null));
        Assert.Null(Signs(bench, New));
    }

    [Fact]
    public void A_key_under_one_passphrase_gets_another()
    {
        using var bench = WithKey(Old);
        Assert.Equal(0, bench.RunWithNext(Old, New, "key", "passphrase", "a.pem").Exit);
        Assert.Equal("LK8013", Signs(bench, Old));
        Assert.Null(Signs(bench, New));
    }

    [Fact]
    public void A_passphrase_is_taken_away_by_whoever_knows_it()
    {
        using var bench = WithKey(Old);
        var before = Text(bench);
        Assert.Equal("LK8014", bench.RunWithNext(null, null, "key", "passphrase", "a.pem", "--remove", "--json").Code);
        Assert.Equal("LK8013", bench.RunWithNext(New, null, "key", "passphrase", "a.pem", "--remove", "--json").Code);
        Assert.Equal(before, Text(bench));
        var ran = bench.RunWithNext(Old, null, "key", "passphrase", "a.pem", "--remove");
        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        Assert.Contains("BEGIN PRIVATE KEY", Text(bench), StringComparison.Ordinal);
        Assert.Null(Signs(bench, null));
    }

    [Fact]
    public void Where_there_is_no_passphrase_none_is_taken_away()
    {
        using var bench = new Workbench();
        bench.Run("key", "new", "--out", "a.pem");
        var before = Text(bench);
        var ran = bench.Json("key", "passphrase", "a.pem", "--remove");
        Assert.Equal((0, false, before), (ran.Exit, ran.Document.GetProperty("changed").GetBoolean(), Text(bench)));
    }

    [Fact]
    public void Without_a_new_passphrase_the_file_stays_as_it_is()
    {
        using var bench = WithKey(Old);
        var before = Text(bench);
        Assert.Equal("LK8014", bench.RunWithNext(Old, null, "key", "passphrase", "a.pem", "--json").Code);
        Assert.Equal("LK8014", bench.RunWithNext(Old, "", "key", "passphrase", "a.pem", "--json").Code);
        Assert.Equal(before, Text(bench));
    }

    [Fact]
    public void At_a_terminal_the_present_one_is_asked_for_once_and_the_new_one_twice()
    {
        using var bench = WithKey(Old);
        var (ran, asked) = bench.RunTyping([Old, New, "slip", New, New], "key", "passphrase", "a.pem");
        Assert.Equal(0, ran.Exit);
        Assert.Equal(["Passphrase of", "New passphrase of", "The same again:", "New passphrase of", "The same again:"], asked.Select(a => a.Split(" /")[0].TrimEnd()));
        Assert.Null(Signs(bench, New));
    }

    [Fact]
    public void A_wrong_passphrase_is_told_before_a_new_one_is_asked_for()
    {
        using var bench = WithKey(Old);
        var (ran, asked) = bench.RunTyping([New], "key", "passphrase", "a.pem", "--json");
        Assert.Equal(("LK8013", 1), (ran.Code, asked.Count));
    }

    [Fact]
    public void The_new_file_is_for_its_owner_only_and_nothing_is_left_beside_it()
    {
        using var bench = WithKey(Old);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(bench["a.pem"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        var ran = bench.RunWithNext(Old, New, "key", "passphrase", "a.pem");
        Assert.Equal(["a.pem"], Directory.GetFileSystemEntries(bench["."]).Select(Path.GetFileName));
        Assert.DoesNotContain(Old, ran.Output + ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(New, ran.Output + ran.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bench["a.pem"]));
        }
    }

    [Fact]
    public void A_link_to_a_key_file_stays_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        using var bench = WithKey(Old);
        File.CreateSymbolicLink(bench["link.pem"], "a.pem");
        Assert.Equal(0, bench.RunWithNext(Old, New, "key", "passphrase", "link.pem").Exit);
        Assert.Equal("a.pem", new FileInfo(bench["link.pem"]).LinkTarget);
        Assert.Null(Signs(bench, New));
    }

    [Fact]
    public void What_is_no_key_file_is_left_alone()
    {
        using var bench = WithKey(Old);
        bench.Write("b.pem", "hello");
        Assert.Equal("LK1008", bench.RunWithNext(Old, New, "key", "passphrase", "b.pem", "--json").Code);
        bench.Run("key", "new", "--out", "d.pem", "--pub", "d.pub.pem");
        Assert.Equal("LK1008", bench.RunWithNext(Old, New, "key", "passphrase", "d.pub.pem", "--json").Code);
        var missing = bench.RunWithNext(Old, New, "key", "passphrase", "c.pem", "--json");
        Assert.Equal((2, "LK8005", false), (missing.Exit, missing.Code, File.Exists(bench["c.pem"])));
        Assert.Equal("hello", File.ReadAllText(bench["b.pem"]));
    }

    private static Workbench WithKey(string passphrase)
    {
        var bench = new Workbench();
        bench.RunWith(passphrase, "key", "new", "--out", "a.pem");
        return bench;
    }

    private static string Text(Workbench bench) => File.ReadAllText(bench["a.pem"]);

    private static string Code(Workbench bench) => bench.Run("code", "a.pem", "--product", "acme.robot").Output;

    /// <summary>The fault of signing with the key, or null.</summary>
    private static string? Signs(Workbench bench, string? passphrase)
    {
        var ran = bench.RunWithNext(passphrase, null, "request", "--key", "a.pem", "--product", "acme.robot", "--out", "request.json", "--json");
        File.Delete(bench["request.json"]);
        return ran.Code;
    }
}
