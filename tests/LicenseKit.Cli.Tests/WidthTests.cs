using LicenseKit.Cli.Output;

namespace LicenseKit.Cli.Tests;

/// <summary>80 cells of a terminal, whoever reads and in whatever script.</summary>
public sealed class WidthTests
{
    [Theory]
    [InlineData("")]
    [InlineData("init")]
    [InlineData("key passphrase")]
    [InlineData("issue")]
    [InlineData("session-license")]
    [InlineData("verify")]
    [InlineData("timeline")]
    public void Help_fits_80_columns_where_there_is_no_terminal(string verb)
    {
        using var bench = new Workbench();
        var lines = bench.Run([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Output.Split('\n');
        Assert.True(lines.Length > 5);
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    [Theory]
    [InlineData("12345678", 8, 9)]
    [InlineData("株式会社", 8, 9)]
    [InlineData("株式会社 ", 9, 8)]
    [InlineData("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", 8, 9)]
    [InlineData("한국어한국", 10, 7)]
    [InlineData("ﾊﾝｶｸﾊﾝｶ", 7, 10)]
    public void A_line_holds_as_many_words_as_have_room_in_80_cells(string word, int cells, int words)
    {
        Assert.True((words * (cells + 1)) - 1 <= 80 && (words + 1) * (cells + 1) - 1 > 80);
        using var writer = new StringWriter();
        new TextOutput(writer, new ConsoleCapabilities(false, false)).Line(string.Join(' ', Enumerable.Repeat(word.Replace(' ', 'x'), 20)));
        Assert.Equal(words, writer.ToString().Split('\n')[0].Split(' ').Length);
    }
}
