using System.Text;

namespace LicenseKit.Cli.Tests;

/// <summary>Streams that end, are full or are closed.</summary>
public sealed class StreamTests
{
    [Theory]
    [InlineData("verify", "initech.lic", "--root", "acme/root.pub.pem")]
    [InlineData("verify", "initech.lic", "--root", "acme/root.pub.pem", "--json")]
    [InlineData("inspect", "initech.lic")]
    [InlineData("timeline", "initech.lic", "--root", "acme/root.pub.pem", "--json")]
    [InlineData("verify", "--colour", "--json")]
    [InlineData("--help")]
    [InlineData("--version")]
    public void An_answer_that_cannot_be_written_is_one_line_and_2(params string[] args)
    {
        using var bench = new Workbench().WithInitech();
        using var full = new FullStream();
        using var error = new StringWriter();
        Assert.Equal(2, CommandLine.Run(bench.Paths(args), full, error, TimeProvider.System));
        Assert.StartsWith("LK8005: The answer cannot be written: No space left on device. ", error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Where_standard_error_is_full_too_the_exit_code_is_left()
    {
        using var full = new FullStream();
        Assert.Equal(2, CommandLine.Run(["inspect", "/nowhere/a.lic"], full, full, TimeProvider.System));
    }

    private sealed class FullStream : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");
    }
}
