using LicenseKit.Licenses;

namespace LicenseKit.Tests.Licenses;

/// <summary>A remark is printable, and what others say is made so.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("unpaid since May; \u00fcberf\u00e4llig \u2764\ufe0f")]
    [InlineData("\u0646\u0627\u0645\u0647\u200c\u0627\u06cc")]
    [InlineData(" e\u0301 ")]
    public void A_remark_is_printable_text(string remark) => Assert.Null(PlainText.RemarkObjection(remark));

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\u001b[31m")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u202eb")]
    [InlineData("a\u2028b")]
    [InlineData("a\u2066b")]
    [InlineData("a\ue000b")]
    [InlineData("a\u0378b")]
    [InlineData("a\u0600b")]
    [InlineData("a\ufffeb")]
    [InlineData("a\udb40\udc41b")]
    public void What_is_not_printable_stands_in_no_remark(string remark) => Assert.NotNull(PlainText.RemarkObjection(remark));

    /// <summary>No theory: an attribute cannot hold such a text.</summary>
    [Fact]
    public void Half_of_a_surrogate_pair_is_not_printable()
    {
        Assert.NotNull(PlainText.RemarkObjection("a\ud800"));
        Assert.Equal("\ufffda", PlainText.Escaped("\ud800a"));
    }

    [Fact]
    public void A_remark_has_at_most_1000_characters()
    {
        Assert.Null(PlainText.RemarkObjection(new string('a', 1000)));
        Assert.Equal("has 1001 characters; at most 1000 may be", PlainText.RemarkObjection(new string('a', 1001)));
    }

    [Theory]
    [InlineData("plain 'text'", "plain 'text'")]
    [InlineData("\u00fc", "\u00fc")]
    [InlineData("a\r\nb", "a\\u{000D}\\u{000A}b")]
    [InlineData("\u001b[2J\0", "\\u{001B}[2J\\u{0000}")]
    [InlineData("\u202eb\u2066", "\\u{202E}b\\u{2066}")]
    [InlineData("\udb80\udc00", "\\u{F0000}")]
    public void Text_of_others_is_escaped_once(string text, string escaped)
    {
        Assert.Equal(escaped, PlainText.Escaped(text));
        Assert.Equal(escaped, PlainText.Escaped(escaped));
    }

    [Fact]
    public void Text_of_others_is_cut_and_no_escape_is_cut_in_two()
    {
        Assert.Equal(new string('a', 1000), PlainText.Escaped(new string('a', 1000)));
        Assert.Equal(new string('a', 1000) + "\u2026", PlainText.Escaped(new string('a', 400_000)));
        Assert.Equal("\\u{001B}\u2026", PlainText.Escaped("\u001b\u001b", 10));
        Assert.Equal("\\u{001B}\u2026", PlainText.Escaped(PlainText.Escaped("\u001b\u001b", 10), 10));
    }
}
