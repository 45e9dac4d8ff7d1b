using System.Globalization;
using System.Text;

namespace LicenseKit.Signing;

/// <summary>Unicode's normalization form C: on every host the same answer, or none.</summary>
/// <remarks>
/// .NET normalizes with ICU or Windows. A process with <c>InvariantGlobalization</c> has neither and takes every text for normalized,
/// so only texts that need it are given to .NET (the quick check of UAX #15 §9, with tables of our own), and none where it cannot.
/// </remarks>
internal static class NormalForm
{
    /// <summary>What to do where <see cref="IsKnown"/> is false.</summary>
    public const string Remedy = "Install ICU (libicu) where this program runs, and do not set InvariantGlobalization or DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.";

    /// <summary>NFC_Quick_Check=No: stands in no text of form NFC. Unicode promises that no assigned character joins or leaves.</summary>
    private static readonly CodePoints Never = new(
        "340-341 343-344 374 37E 387 958-95F 9DC-9DD 9DF A33 A36 A59-A5B A5E B5C-B5D F43 F4D F52 F57 F5C F69 F73 F75-F76 F78 F81 F93 F9D FA2 FA7 FAC FB9 "
        + "1F71 1F73 1F75 1F77 1F79 1F7B 1F7D 1FBB 1FBE 1FC9 1FCB 1FD3 1FDB 1FE3 1FEB 1FEE-1FEF 1FF9 1FFB 1FFD 2000-2001 2126 212A-212B 2329-232A 2ADC "
        + "F900-FA0D FA10 FA12 FA15-FA1E FA20 FA22 FA25-FA26 FA2A-FA6D FA70-FAD9 FB1D FB1F FB2A-FB36 FB38-FB3C FB3E FB40-FB41 FB43-FB44 FB46-FB4E "
        + "1D15E-1D164 1D1BB-1D1C0 2F800-2FA1D");

    /// <summary>What composes with a character before it and is no mark: vowels and final consonants of Hangul, a vowel sign of Kirat Rai.</summary>
    private static readonly CodePoints Composing = new("1161-1175 11A8-11C2 16D67");

    /// <summary>Marks by category that compose with nothing and stay where they are: variation selectors, which emoji are full of.</summary>
    private static readonly CodePoints Selecting = new("180B-180D 180F FE00-FE0F E0100-E01EF");

    /// <summary>False where this process cannot normalize.</summary>
    public static bool IsKnown { get; } = !"e\u0301".IsNormalized(NormalizationForm.FormC);

    /// <summary>Whether well-formed text is of form NFC; null where this process cannot tell.</summary>
    public static bool? Is(string text)
    {
        if (Ascii.IsValid(text))
        {
            return true;
        }

        var composes = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Never.Contains(rune.Value))
            {
                return false;
            }

            composes |= MayCompose(rune);
        }

        return !composes ? true : IsKnown ? text.IsNormalized(NormalizationForm.FormC) : null;
    }

    /// <summary>False for what stays as it is after any other character.</summary>
    internal static bool MayCompose(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            ? !Selecting.Contains(rune.Value)
            : Composing.Contains(rune.Value);

    /// <summary>The text in form NFC; null where this process cannot make it. What is no text at all is left as it is.</summary>
    public static string? Of(string text)
    {
        try
        {
            return Is(text) == true ? text : IsKnown ? text.Normalize(NormalizationForm.FormC) : null;
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
