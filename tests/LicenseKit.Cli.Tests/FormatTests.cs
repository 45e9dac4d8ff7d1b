namespace LicenseKit.Cli.Tests;

/// <summary>What a file is called by how it begins, good or bad.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("", "jws")]
    [InlineData("\ufeff", "jws")]
    [InlineData("\ufeff \r\n", "jws")]
    [InlineData(" \ufeff", null)]
    [InlineData("\ufeff\ufeff", null)]
    [InlineData("\u00ef\u00bb\u00bf", null)]
    [InlineData("\u00bb", null)]
    public void A_file_with_a_byte_order_mark_has_a_format_too(string before, string? format)
    {
        using var bench = new Workbench().WithInitech();
        bench.WriteBytes("marked.lic", [.. System.Text.Encoding.UTF8.GetBytes(before), .. File.ReadAllBytes(bench["initech.lic"])]);
        Assert.Equal(format, bench.Verify("marked.lic").GetProperty("format").GetString());
    }
}
