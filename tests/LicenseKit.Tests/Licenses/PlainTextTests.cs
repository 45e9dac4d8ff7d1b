using System.Globalization;
using System.Text;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Licenses;

/// <summary>A name for people can be seen, and two that look alike for want of a character that nobody sees are one.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("\u0646\u0627\u0645\u0647\u200c\u0627\u06cc")]
    [InlineData("\ud83d\udc69\u200d\ud83d\ude80 crew")]
    [InlineData("\u2764\ufe0f")]
    [InlineData("\u845b\udb40\udd00\u98fe")]
    [InlineData("a  b")]
    [InlineData("\u2800a")]
    public void A_name_may_have_joiners_selectors_and_spaces_inside(string name) => Assert.Null(PlainText.Objection(name));

    [Theory]
    [InlineData("\u0939\u093f\u0928\u094d\u0926\u0940")]
    [InlineData("q\u0301")]
    public void A_name_with_marks_is_judged_where_there_is_ICU(string name) => Assert.Equal(NormalForm.IsKnown, PlainText.Objection(name) is null);

    [Fact]
    public void Without_ICU_the_fault_says_what_to_do() =>
        Assert.Contains(NormalForm.IsKnown ? "NFC" : "Install ICU", PlainText.Objection("e\u0301"), StringComparison.Ordinal);

    /// <summary>Cc, Zl, Zp, Cs and noncharacters of Unicode are refused; of Cf only what is not default-ignorable stays, and the two joiners.</summary>
    [Fact]
    public void Every_control_and_format_character_is_refused_but_for_a_few_that_are_seen() => Assert.Equal(
        "600 601 602 603 604 605 6DD 70F 890 891 8E2 200C 200D FFF9 FFFA FFFB 110BD 110CD 13430 13431 13432 13433 13434 13435 13436 13437 13438 13439 1343A 1343B 1343C 1343D 1343E 1343F",
        string.Join(' ', from c in Enumerable.Range(0, 0x110000).Where(c => c is < 0xd800 or > 0xdfff)
                         where Rune.GetUnicodeCategory(new Rune(c)) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                         where !PlainText.IsRefused(c)
                         select $"{c:X}"));

    [Fact]
    public void Noncharacters_of_every_plane_are_refused() =>
        Assert.All(Enumerable.Range(0, 17).SelectMany(plane => (int[])[(plane << 16) + 0xfffe, (plane << 16) + 0xffff]), c => Assert.True(PlainText.IsRefused(c)));

    [Theory]
    [InlineData("Acme GmbH", "ACME GMBH")]
    [InlineData("Acme GmbH", "acme\u00a0\u3000 gmbh")]
    [InlineData("Acme", "Ac\u200dme")]
    [InlineData("Acme", "A\u200cc\ufe0fm\udb40\udd00e")]
    [InlineData("\u00c9cole", "\u00e9cole")]
    public void Names_that_look_alike_are_the_same(string one, string other) => Assert.Equal(PlainText.Fold(one), PlainText.Fold(other));

    [Theory]
    [InlineData("Acme GmbH", "AcmeGmbH")]
    [InlineData("Acme", "Acm\u00e9")]
    public void Other_names_are_others(string one, string other) => Assert.NotEqual(PlainText.Fold(one), PlainText.Fold(other));

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

    [Fact]
    public void A_joiner_does_not_keep_a_mark_from_its_letter() => Assert.Equal(NormalForm.IsKnown ? "\u00c9" : null, PlainText.Fold("e\u200d\u0301"));
}
