namespace LicenseKit.Cli.Tests;

/// <summary>What the program says to somebody who does not know it yet, or mistypes.</summary>
public sealed class HelpTests
{
    [Fact]
    public void Without_arguments_the_program_prints_its_help()
    {
        using var bench = new Workbench();
        var bare = bench.Run();

        Assert.Equal((0, ""), (bare.Exit, bare.Error));
        Assert.Contains("verify <FILE>", bare.Output, StringComparison.Ordinal);
        Assert.Equal(bench.Run("--help").Output, bare.Output);
    }

    [Theory]
    [InlineData("verfy", "Did you mean 'verify'?")]
    [InlineData("isue", "Did you mean 'issue'?")]
    [InlineData("key nwe", "Did you mean 'new'?")]
    [InlineData("session-licence", "Did you mean 'session-license'?")]
    public void A_mistyped_verb_gets_a_suggestion(string line, string suggestion)
    {
        using var bench = new Workbench();
        var ran = bench.Json(line.Split(' '));

        Assert.Equal((2, "LK8007"), (ran.Exit, ran.Code));
        Assert.Contains(suggestion, ran.Document.GetProperty("fault").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistyped_option_gets_a_suggestion_too()
    {
        using var bench = new Workbench();
        Assert.Contains("Did you mean '--root'?", bench.Run("verify", "a.lic", "--rot", "b.pem").Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_word_gets_none()
    {
        using var bench = new Workbench();
        Assert.DoesNotContain("Did you mean", bench.Run("frobnicate").Error, StringComparison.Ordinal);
    }
}
