using LicenseKit.Licenses;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Names at the edge of what a reader takes: all but a closed list of characters, however they are normalized and whether anybody sees them.</summary>
internal static class TextFiles
{
    public static IEnumerable<VectorFile> All() => [.. Normal(), .. Invisible(), .. Unseen()];

    private static IEnumerable<VectorFile> Normal() =>
    [
        Good("client-ligature", "\ufb01ve \uff21", "has a ligature and a wide letter, which NFC keeps"),
        Good("client-hangul", "\ud55c\uad6d", "has Hangul syllables"),
        Good("client-jamo", "\u1112\u1161\u11ab", "is a Hangul syllable in three parts"),
        Good("client-jamo-after-syllable", "\ud558\u11ab", "is a Hangul syllable in two parts"),
        Good("client-kelvin", "300 \u212a", "is not NFC (U+212A)"),
        Good("client-excluded-from-composition", "\u0958", "has U+0958, which NFC decomposes"),
        Good("client-musical-note", "\ud834\udd5e", "has U+1D15E, which NFC decomposes"),
        Good("client-compatibility-ideograph", "\uf900", "is not NFC (U+F900)"),
        Good("client-compatibility-ideograph-non-bmp", "\ud87e\udc00", "is not NFC (U+2F800)"),
        Good("client-marks-out-of-order", "q\u0301\u0323", "has two marks in another order than NFC's"),
    ];

    private static IEnumerable<VectorFile> Invisible() =>
        from c in new (int CodePoint, string Name)[]
        {
            (0xad, "soft-hyphen"), (0x34f, "grapheme-joiner"), (0x115f, "jamo-filler"), (0x17b4, "khmer-inherent-vowel"), (0x180e, "mongolian-separator"), (0x200b, "zero-width-space"), (0x200e, "lrm"), (0x2029, "paragraph-separator"),
            (0x202a, "bidi-embedding"), (0x2060, "word-joiner"), (0x2062, "invisible-times"), (0x2065, "ignorable-unassigned"), (0x2069, "bidi-isolate-end"), (0x206a, "deprecated-format"), (0x3164, "hangul-filler"), (0xfeff, "zero-width-no-break-space"),
            (0xffa0, "halfwidth-filler"), (0xfff0, "fff0"), (0x1bca0, "shorthand-format"), (0x1d173, "musical-format"), (0x1fffe, "1fffe"), (0x10ffff, "10ffff"), (0xe0001, "language-tag"), (0xe0041, "tag-letter"), (0xe0080, "e0080"), (0xe01f0, "e01f0"),
        }
        select Bad("client-" + c.Name, $"a{char.ConvertFromUtf32(c.CodePoint)}b", $"has U+{c.CodePoint:X4}");

    private static IEnumerable<VectorFile> Unseen() =>
    [
        Good("client-zwnj", "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc", "has U+200C inside"),
        Good("client-zwj", "\ud83d\udc69\u200d\ud83d\ude80", "is an emoji of two with U+200D between"),
        Good("client-variation", "\u2764\ufe0f", "ends with a variation selector"),
        Good("client-variation-ideographic", "\u845b\udb40\udd00", "ends with a variation selector beyond the BMP"),
        Good("client-spaces-inside", "a  \u00a0\u3000b", "has spaces of several kinds inside"),
        Good("client-blank-inside", "a\u2800b", "has the Braille pattern without dots inside"),
        Good("client-private-use", "\ue000 \udbff\udffd", "has private characters"),
        Good("client-space", " ", "is a space"),
        Good("client-blank", "\u2800", "is the Braille pattern without dots"),
        Good("client-blanks", "\u2800 \u200d\ufe0f\u2800", "has nothing to see"),
        Good("client-variation-alone", "\ufe0f", "is a variation selector"),
        Good("client-zwj-alone", "\u200d", "is U+200D"),
        Good("client-space-first", " a", "begins with a space"),
        Good("client-space-last", "a ", "ends with a space"),
        Good("client-no-break-space-first", "\u00a0a", "begins with U+00A0"),
        Good("client-thin-space-last", "a\u2009", "ends with U+2009"),
        Good("client-ideographic-space-last", "\u6771\u3000", "ends with U+3000"),
        Good("client-ogham-space-first", "\u1680a", "begins with U+1680"),
        Good("client-zwj-last", "a\u200d", "ends with U+200D"),
        Good("client-zwnj-first", "\u200ca", "begins with U+200C"),
        new("stage-name-space-last", "A stage's name ends with a space.", Some.Master(c => c with { Stages = [Some.Stage(Some.Now, Some.Now + 1, Some.Seats(), "Quarter end ")] }).Bundle()),
        Stage("stage-name-zero-width-space", "Quarter\u200bend", "has U+200B"),
    ];

    private static VectorFile Stage(string name, string stage, string what) =>
        new(name, $"A stage's name {what}.", Some.Child(c => c with { Stages = [Some.Stage(Some.Now, Some.Now + 1, Some.Seats(), stage)] }).Bundle(), FaultCode.BadText);

    private static VectorFile Good(string name, string client, string what) => new(name, $"The client name {what}.", Some.Master(c => c with { Client = client }).Bundle());

    private static VectorFile Bad(string name, string client, string what) => new(name, $"The client name {what}.", Some.Child(c => c with { Client = client }).Bundle(), FaultCode.BadText);
}
