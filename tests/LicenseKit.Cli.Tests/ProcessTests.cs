using System.Globalization;
using System.Text.Json;

namespace LicenseKit.Cli.Tests;

/// <summary>The program as a process of its own.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task The_program_prints_one_JSON_document_and_nothing_else()
    {
        using var bench = new Workbench().WithInitech();
        var (exit, output, error) = await Tool.Start(["verify", bench["initech.lic"], bench["missing.lic"], "--root", bench["acme/root.pub.pem"], "--at", "2026-12-24", "--json"]);

        Assert.Equal((2, ""), (exit, error));
        Assert.Equal(2, JsonDocument.Parse(output).RootElement.GetProperty("files").GetArrayLength());
    }

    [Fact]
    public async Task People_read_faults_on_standard_error()
    {
        var (exit, output, error) = await Tool.Start(["inspect", "/nowhere/a.lic"]);

        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith("LK8005", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    public void The_culture_of_the_machine_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            using var bench = new Workbench().WithInitech();
            var expected = bench.Run("verify", "initech.lic", "--root", "acme/root.pub.pem", "--at", "2026-12-24").Output;
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);

            Assert.Equal(expected, bench.Run("verify", "initech.lic", "--root", "acme/root.pub.pem", "--at", "2026-12-24").Output);
            Assert.Equal(0, bench.Issue("initech.json", "again.lic", "--code", bench.Run("code", "initech.key.pem", "--product", "acme.robot").Output.Trim().ToLowerInvariant()).Exit);
            Assert.Equal(0, bench.Run("init", "--product", "INITECH.ISI", "--client", "İnitech", "--out", "other").Exit);
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }
}
