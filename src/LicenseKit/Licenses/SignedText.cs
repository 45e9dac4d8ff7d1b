using System.Buffers;
using System.Globalization;
using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>What a reader demands of every text in a license: a closed list of characters, the same on every host and in every version of Unicode.</summary>
/// <remarks>Unicode's normal form, names that look alike and names that nobody sees are the issuer's duty: <see cref="DisplayName"/>.</remarks>
internal static class SignedText
{
    /// <summary>Most UTF-16 code units in the name of a client or of a stage.</summary>
    public const int MaxName = 256;

    /// <summary>What is expected, as the end of a sentence.</summary>
    public const string Form = "characters that are no control, direction or invisible characters";

    /// <summary>Control characters, Default_Ignorable_Code_Point but for joiners and variation selectors, line and paragraph separators, surrogates and noncharacters.</summary>
    private static readonly CodePoints Refused = new(
        "0-1F 7F-9F AD 34F 61C 115F-1160 17B4-17B5 180E 200B 200E-200F 2028-202E 2060-206F 3164 D800-DFFF FDD0-FDEF FEFF FFA0 FFF0-FFF8 FFFE-FFFF "
        + "1BCA0-1BCA3 1D173-1D17A 1FFFE-1FFFF 2FFFE-2FFFF 3FFFE-3FFFF 4FFFE-4FFFF 5FFFE-5FFFF 6FFFE-6FFFF 7FFFE-7FFFF 8FFFE-8FFFF 9FFFE-9FFFF "
        + "AFFFE-AFFFF BFFFE-BFFFF CFFFE-CFFFF DFFFE-DFFFF E0000-E00FF E01F0-E0FFF EFFFE-EFFFF FFFFE-FFFFF 10FFFE-10FFFF");

    public static bool IsRefused(int codePoint) => Refused.Contains(codePoint);

    /// <summary>Why a name may not stand in a license, as the end of a sentence about it; null when it may.</summary>
    public static string? NameObjection(string name, int min = 1) => name.Length < min || name.Length > MaxName
        ? string.Create(CultureInfo.InvariantCulture, $"has {name.Length} characters; {min} to {MaxName} may be")
        : Objection(name);

    /// <summary>The same for a text of any length.</summary>
    public static string? Objection(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return null;
        }

        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != OperationStatus.Done)
            {
                return "has half of a surrogate pair";
            }

            if (IsRefused(rune.Value))
            {
                return $"has U+{rune.Value:X4}, a control, direction or invisible character or a noncharacter";
            }

            at += length;
        }

        return null;
    }
}
