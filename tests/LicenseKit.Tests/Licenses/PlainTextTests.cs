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

    [Fact]
    public void A_joiner_does_not_keep_a_mark_from_its_letter() => Assert.Equal(NormalForm.IsKnown ? "\u00c9" : null, PlainText.Fold("e\u200d\u0301"));
}
