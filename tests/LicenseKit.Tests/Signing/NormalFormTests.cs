using LicenseKit.Signing;

namespace LicenseKit.Tests.Signing;

/// <summary>NFC by the platform, or nothing.</summary>
public sealed class NormalFormTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("J\u00f6rg \u02ff", "J\u00f6rg \u02ff")]
    public void Plain_text_is_normal_everywhere(string text, string normal) => Assert.Equal(normal, NormalForm.Of(text));

    [Theory]
    [InlineData("J\u00f6rg \ud83d\ude00", "J\u00f6rg \ud83d\ude00")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("\u1100\u1161", "\uac00")]
    [InlineData("a\u0301\u0323", "\u1ea1\u0301")]
    public void Other_text_is_normalized_with_ICU_and_by_nobody_without(string text, string normal) => Assert.Equal(NormalForm.IsKnown ? normal : null, NormalForm.Of(text));

    [Theory]
    [InlineData("\ud800")]
    [InlineData("a\udc00b")]
    public void What_is_no_text_is_left_as_it_is(string text) => Assert.Equal(NormalForm.IsKnown ? text : null, NormalForm.Of(text));
}
