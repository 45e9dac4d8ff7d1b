using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>A name for people, as an issuer gives it to a client or a stage: it can be seen, and two that look alike are one.</summary>
/// <remarks>No reader asks for any of this, so that no verdict depends on a version of Unicode.</remarks>
internal static class DisplayName
{
    /// <summary>What is expected, as the end of a sentence.</summary>
    public const string Form = "1-256 characters, one of them visible, without control, direction and invisible characters, and no space at either end";

    /// <summary>White_Space, without what <see cref="SignedText"/> refuses.</summary>
    private static readonly CodePoints Spaces = new("20 A0 1680 2000-200A 202F 205F 3000");

    private static readonly CodePoints Joiners = new("200C-200D");

    /// <summary>Joiners and variation selectors, which change how others are shown: Persian, Indic scripts and emoji need them.</summary>
    private static readonly CodePoints Unseen = new("180B-180D 180F 200C-200D FE00-FE0F E0100-E01EF");

    /// <summary>The Braille pattern without dots.</summary>
    private const int BrailleBlank = 0x2800;

    /// <summary>Why the text is no name, as the end of a sentence about it; null when it is one.</summary>
    /// <param name="name">The name, of form <see cref="Normalized"/>.</param>
    /// <param name="min">0 where it may be empty.</param>
    public static string? Objection(string name, int min = 1)
    {
        if (SignedText.NameObjection(name, min) is { } refused)
        {
            return refused;
        }

        var runes = name.EnumerateRunes().Select(rune => rune.Value).ToArray();
        return runes.Length == 0 ? null
            : !Array.Exists(runes, c => !Spaces.Contains(c) && !Unseen.Contains(c) && c != BrailleBlank) ? "has no visible character"
            : IsEdge(runes[0]) || IsEdge(runes[^1]) ? "begins or ends with white space or a joiner"
            : null;
    }

    /// <summary>The name in Unicode's form NFC; as it is where this program runs without ICU.</summary>
    public static string Normalized(string name) => NormalForm.Of(name) ?? name;

    /// <summary>The name without what may not stand at its end.</summary>
    public static string Trimmed(string name)
    {
        var end = name.Length;
        while (end > 0 && IsEdge(name[end - 1]))
        {
            end--;
        }

        return name[..end];
    }

    /// <summary>The form under which two client names are the same: NFC in upper case, without what joins and selects, each run of white space one space.</summary>
    public static string Fold(string client)
    {
        var seen = new StringBuilder(client.Length);
        foreach (var rune in client.EnumerateRunes())
        {
            if (!Spaces.Contains(rune.Value))
            {
                seen.Append(Unseen.Contains(rune.Value) ? "" : rune.ToString());
            }
            else if (seen.Length > 0 && seen[^1] != ' ')
            {
                seen.Append(' ');
            }
        }

        return Normalized(seen.ToString().TrimEnd(' ')).ToUpperInvariant();
    }

    private static bool IsEdge(int codePoint) => Spaces.Contains(codePoint) || Joiners.Contains(codePoint);
}
