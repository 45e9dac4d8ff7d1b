using System.Diagnostics;

namespace LicenseKit.Cli.Tests;

/// <summary>What names a file, and what can be read as one.</summary>
public sealed class InputTests
{
    private const int MaxBytes = 256 * 1024;

    [Fact]
    public async Task A_named_pipe_is_read_like_a_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes have no names in folders there.");
        using var bench = new Workbench().WithInitech();
        using (var made = Process.Start("mkfifo", bench["pipe.lic"]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var file = await File.ReadAllBytesAsync(bench["initech.lic"], TestContext.Current.CancellationToken);
        var writer = Task.Run(() => File.WriteAllBytes(bench["pipe.lic"], file), TestContext.Current.CancellationToken);
        Assert.Equal("Initech", bench.Verify("pipe.lic").GetProperty("license").GetProperty("client").GetString());
        await writer;
    }

    [Theory]
    [InlineData("verify - --root {root}", "-: accepted")]
    [InlineData("verify --root {root} -- - -dash.lic", "-dash.lic: accepted")]
    [InlineData("verify /dev/stdin --root {root}", "/dev/stdin: accepted")]
    [InlineData("inspect -", "-: not verified")]
    [InlineData("explain - --root {root} --kind developer", "-: verified")]
    [InlineData("diff - initech.lic", "No difference.")]
    [InlineData("issue --issuer acme/master.lic --key acme/master.key.pem --replaces - --state suspended --out next.lic", "serial 2")]
    public async Task A_dash_is_standard_input(string line, string answer)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && line.Contains("/dev/", StringComparison.Ordinal), "There is no /dev there.");
        using var bench = new Workbench().WithInitech();
        File.Copy(bench["initech.lic"], bench["-dash.lic"]);
        var args = line.Replace("{root}", "acme/root.pub.pem", StringComparison.Ordinal).Split(' ');
        var (exit, output, error) = await Tool.Start(["--at", "2026-09-01", .. args], bench["."], await File.ReadAllTextAsync(bench["initech.lic"], TestContext.Current.CancellationToken));
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains(answer, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("diff", "-", "-")]
    [InlineData("verify", "-", "--root", "-")]
    public void Standard_input_is_read_once(params string[] args)
    {
        using var bench = new Workbench();
        var ran = bench.Json(args);
        Assert.Equal((2, "LK8007"), (ran.Exit, ran.Code));
        Assert.Contains("only once", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_from_standard_input_is_not_replaced() =>
        Assert.Contains("LK8007: A key that is read from standard input", Error("key", "passphrase", "-"), StringComparison.Ordinal);

    [Fact]
    public void What_follows_two_dashes_is_a_name()
    {
        Assert.Contains("LK8007: Unknown option '-dash.lic'.", Error("inspect", "-dash.lic"), StringComparison.Ordinal);
        Assert.Contains("LK8005: File '-dash.lic' cannot be opened", Error("inspect", "--", "-dash.lic"), StringComparison.Ordinal);
        Assert.Contains("LK8005: File '--json' cannot be opened", Error("inspect", "--", "--json"), StringComparison.Ordinal);
        Assert.Contains("LK8005: File '--help' cannot be opened", Error("inspect", "--", "--help"), StringComparison.Ordinal);
        Assert.Contains("LK8007: Unknown option '-a'.", Error("diff", "-a", "--", "-b"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_license_file_is_read_and_one_byte_more_is_not()
    {
        using var bench = new Workbench().WithAcme();
        var file = File.ReadAllBytes(bench["acme/master.lic"]);
        bench.WriteBytes("largest.lic", [.. file, .. Enumerable.Repeat((byte)' ', MaxBytes - file.Length)]);
        bench.WriteBytes("larger.lic", [.. file, .. Enumerable.Repeat((byte)' ', MaxBytes + 1 - file.Length)]);
        Assert.True(bench.Verify("largest.lic").GetProperty("accepted").GetBoolean());
        var fault = bench.Verify("larger.lic").GetProperty("fault");
        Assert.Equal("LK1001", fault.GetProperty("code").GetString());
        Assert.Contains("has 262145 bytes", fault.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_never_ends_is_not_read_to_its_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev there.");
        using var bench = new Workbench().WithAcme();
        Assert.Equal("LK1001", bench.Verify("/dev/zero").GetProperty("fault").GetProperty("code").GetString());
        Assert.Equal("LK1001", bench.Issue("/dev/zero", "no.lic").Code);
    }

    [Theory]
    [InlineData("", "its name is empty")]
    [InlineData("missing", "it does not exist.")]
    [InlineData("\ufffd", "it does not exist, or its name is not UTF-8.")]
    [InlineData("..", "it is a folder")]
    public void A_file_that_cannot_be_opened_says_why(string name, string why) =>
        Assert.Contains($"cannot be opened: {why}", Error("inspect", name).ReplaceLineEndings(" "), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, "verify", "acme/master.lic")]
    [InlineData("secret", "verify", "acme/master.lic")]
    [InlineData(null, "inspect", "acme/master.lic")]
    [InlineData(null, "timeline", "acme/master.lic")]
    [InlineData(null, "issue", "--issuer", "acme/master.lic", "--key", "acme/master.key.pem", "--draft", "initech.json", "--out", "no.lic")]
    public void A_private_root_key_is_not_pinned(string? passphrase, params string[] args)
    {
        using var bench = new Workbench().WithAcme();
        if (passphrase is not null)
        {
            bench.RunWithNext(null, passphrase, "key", "passphrase", "acme/root.key.pem");
        }

        var ran = bench.Json([.. args, "--root", "acme/root.key.pem"]);
        Assert.Equal(1, ran.Exit);
        Assert.Contains("LK1008", ran.Output, StringComparison.Ordinal);
        Assert.Contains("Give the public half (root.pub.pem), and keep this file offline.", ran.Output, StringComparison.Ordinal);
    }

    private static string Error(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(2, CommandLine.Run(args, output, error, TimeProvider.System));
        Assert.Equal("", output.ToString());
        return error.ToString();
    }
}
