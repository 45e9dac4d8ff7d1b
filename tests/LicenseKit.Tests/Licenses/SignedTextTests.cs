using System.Globalization;
using System.Text;
using LicenseKit.Licenses;

namespace LicenseKit.Tests.Licenses;

/// <summary>What a reader refuses in a text is a closed list: it asks neither ICU nor a version of Unicode.</summary>
public sealed class SignedTextTests
{
    /// <summary>What an issuer would not write is read all the same.</summary>
    [Theory]
    [InlineData("e\u0301")]
    [InlineData("\u212b")]
    [InlineData(" ")]
    [InlineData("\u200d")]
    [InlineData("a ")]
    [InlineData("\u0378")]
    [InlineData("\ue000")]
    public void A_reader_takes_what_only_its_issuer_is_to_judge(string name) => Assert.Null(SignedText.NameObjection(name));

    [Theory]
    [InlineData("a\u0001")]
    [InlineData("a\nb")]
    [InlineData("a\u007f")]
    [InlineData("a\u202eb")]
    [InlineData("a\ufeff")]
    [InlineData("a\uffff")]
    public void A_reader_refuses_what_is_on_the_list(string text) => Assert.NotNull(SignedText.Objection(text));

    [Fact]
    public void A_name_has_1_to_256_code_units_and_no_half_of_a_pair()
    {
        Assert.Null(SignedText.NameObjection(new string('a', 256)));
        Assert.Equal("has 257 characters; 1 to 256 may be", SignedText.NameObjection(new string('a', 257)));
        Assert.NotNull(SignedText.NameObjection(""));
        Assert.Null(SignedText.NameObjection("", min: 0));
        Assert.Equal("has half of a surrogate pair", SignedText.NameObjection("a\ud800"));
    }

    /// <summary>Cc, Zl, Zp, Cs and noncharacters of Unicode are refused; of Cf only what is not default-ignorable stays, and the two joiners.</summary>
    [Fact]
    public void Every_control_and_format_character_is_refused_but_for_a_few_that_are_seen() => Assert.Equal(
        "600 601 602 603 604 605 6DD 70F 890 891 8E2 200C 200D FFF9 FFFA FFFB 110BD 110CD 13430 13431 13432 13433 13434 13435 13436 13437 13438 13439 1343A 1343B 1343C 1343D 1343E 1343F",
        string.Join(' ', from c in Enumerable.Range(0, 0x110000).Where(c => c is < 0xd800 or > 0xdfff)
                         where Rune.GetUnicodeCategory(new Rune(c)) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                         where !SignedText.IsRefused(c)
                         select $"{c:X}"));

    [Fact]
    public void Noncharacters_of_every_plane_are_refused() =>
        Assert.All(Enumerable.Range(0, 17).SelectMany(plane => (int[])[(plane << 16) + 0xfffe, (plane << 16) + 0xffff]), c => Assert.True(SignedText.IsRefused(c)));
}
