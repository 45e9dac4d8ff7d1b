using LicenseKit.Portal.Web;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>Cells of a download.</summary>
public sealed class CsvTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("plain", "plain")]
    public void A_cell_is_no_formula_and_one_cell(string text, string cell) => Assert.Equal(cell, Csv.Cell(text));
}
