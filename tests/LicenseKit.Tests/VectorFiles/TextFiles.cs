using LicenseKit.Licenses;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Names for people at the edge of what may be. No good one has combining characters, which a reader without Unicode's tables could not judge.</summary>
internal static class TextFiles
{
    public static IEnumerable<VectorFile> All() =>
    [
        Good("client-ligature", "\ufb01ve \uff21", "has a ligature and a wide letter, which NFC keeps"),
        Good("client-hangul", "\ud55c\uad6d", "has Hangul syllables"),
        Bad("client-jamo", "\u1112\u1161\u11ab", "is a Hangul syllable in three parts"),
        Bad("client-jamo-after-syllable", "\ud558\u11ab", "is a Hangul syllable in two parts"),
        Bad("client-kelvin", "300 \u212a", "is not NFC (U+212A)"),
        Bad("client-excluded-from-composition", "\u0958", "has U+0958, which NFC decomposes"),
        Bad("client-musical-note", "\ud834\udd5e", "has U+1D15E, which NFC decomposes"),
        Bad("client-compatibility-ideograph", "\uf900", "is not NFC (U+F900)"),
        Bad("client-compatibility-ideograph-non-bmp", "\ud87e\udc00", "is not NFC (U+2F800)"),
        Bad("client-marks-out-of-order", "q\u0301\u0323", "has two marks in another order than NFC's"),
    ];

    private static VectorFile Good(string name, string client, string what) => new(name, $"The client name {what}.", Some.Master(c => c with { Client = client }).Bundle());

    private static VectorFile Bad(string name, string client, string what) => new(name, $"The client name {what}.", Some.Child(c => c with { Client = client }).Bundle(), FaultCode.BadText);
}
