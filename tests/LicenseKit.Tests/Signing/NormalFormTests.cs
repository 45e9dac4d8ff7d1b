using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Signing;

/// <summary>NFC is the same on every host, or unknown.</summary>
public sealed class NormalFormTests
{
    /// <summary>Alone, a character is NFC unless it is one of the closed list; where .NET can normalize, it says the same of each.</summary>
    [Fact]
    public void The_table_is_that_of_Unicode()
    {
        Assert.Equal(1120, All.Count(c => NormalForm.Is(c) == false));
        Assert.Equal([], NormalForm.IsKnown ? All.Where(c => NormalForm.Is(c) != c.IsNormalized(NormalizationForm.FormC)).Select(c => $"{char.ConvertToUtf32(c, 0):X}") : []);
    }

    /// <summary>What is not given to .NET stays as it is after any other character: after letters, a vowel sign, syllables, marks.</summary>
    [Fact]
    public void A_character_that_is_no_mark_is_normal_after_every_other()
    {
        string[] before = ["a", "A", "\u1100", "\uac00", "\u0928", "\u09c7", "\u1025", "q\u0323", "\ud804\udc99"];
        var sure = All.Where(c => NormalForm.Is(c) == true && !NormalForm.MayCompose(Rune.GetRuneAt(c, 0))).Where(c => !NormalForm.IsKnown || char.ConvertToUtf32(c, 0) < 0x20000).ToArray();
        Assert.True(sure.Length > 100_000);
        Assert.Equal([], NormalForm.IsKnown ? sure.Where(c => Array.Exists(before, start => !(start + c).IsNormalized(NormalizationForm.FormC))).Select(c => $"{char.ConvertToUtf32(c, 0):X}") : []);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("J\u00f6rg \ud83d\ude00 \ud842\udfb7")]
    [InlineData("\ufb01ve \uff41")]
    [InlineData("\u6771\u4eac \ud55c\uad6d")]
    public void A_text_without_marks_is_normal_everywhere(string text) => Assert.Equal((true, text), (NormalForm.Is(text), NormalForm.Of(text)));

    [Theory]
    [InlineData("\u212b")]
    [InlineData("\u0958")]
    [InlineData("\u0344")]
    [InlineData("\ufb1d")]
    [InlineData("\ud834\udd5e")]
    [InlineData("\ud87e\udc00")]
    public void A_character_that_NFC_never_has_is_refused_everywhere(string text) => Assert.False(NormalForm.Is("a" + text + "b"));

    [Theory]
    [InlineData("e\u0301", false, "\u00e9")]
    [InlineData("q\u0301", true, "q\u0301")]
    [InlineData("\u1100\u1161", false, "\uac00")]
    [InlineData("\uac00\u11a8", false, "\uac01")]
    [InlineData("a\u0301\u0323", false, "\u1ea1\u0301")]
    public void A_text_with_marks_is_judged_with_ICU_and_by_nobody_without(string text, bool isNormal, string normal)
    {
        Assert.Equal(NormalForm.IsKnown ? isNormal : null, NormalForm.Is(text));
        Assert.Equal(NormalForm.IsKnown ? normal : null, NormalForm.Of(text));
    }

    [Theory]
    [InlineData("\ud800")]
    [InlineData("a\udc00b")]
    public void What_is_no_text_is_left_as_it_is(string text) => Assert.Equal(text, NormalForm.Of(text));

    private static IEnumerable<string> All =>
        Enumerable.Range(0, 0x110000).Where(c => c is < 0xd800 or > 0xdfff and (< 0xfdd0 or > 0xfdef) && (c & 0xfffe) != 0xfffe).Select(char.ConvertFromUtf32);
}
