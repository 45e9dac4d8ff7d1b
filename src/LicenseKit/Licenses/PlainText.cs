using System.Buffers;
using System.Globalization;
using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>What may stand as a name for people: of a client, or of a stage. Closed lists, the same on every host. And text that is only shown.</summary>
internal static class PlainText
{
    public const int MaxLength = 256;

    /// <summary>Most characters of a remark that a person writes, and of a sentence of another machine.</summary>
    public const int MaxRemark = 1000;

    /// <summary>What is expected, as the end of a sentence.</summary>
    public const string Form = "1-256 characters in Unicode's form NFC, one of them visible, without control, direction and invisible characters, and no space at either end";

    /// <summary>Control characters, Default_Ignorable_Code_Point but for what <see cref="Unseen"/> allows, line and paragraph separators, surrogates and noncharacters.</summary>
    private static readonly CodePoints Refused = new(
        "0-1F 7F-9F AD 34F 61C 115F-1160 17B4-17B5 180E 200B 200E-200F 2028-202E 2060-206F 3164 D800-DFFF FDD0-FDEF FEFF FFA0 FFF0-FFF8 FFFE-FFFF 1BCA0-1BCA3 1D173-1D17A "
        + "1FFFE-1FFFF 2FFFE-2FFFF 3FFFE-3FFFF 4FFFE-4FFFF 5FFFE-5FFFF 6FFFE-6FFFF 7FFFE-7FFFF 8FFFE-8FFFF 9FFFE-9FFFF AFFFE-AFFFF BFFFE-BFFFF CFFFE-CFFFF DFFFE-DFFFF "
        + "E0000-E00FF E01F0-E0FFF EFFFE-EFFFF FFFFE-FFFFF 10FFFE-10FFFF");

    /// <summary>White_Space, without what is refused.</summary>
    private static readonly CodePoints Spaces = new("20 A0 1680 2000-200A 202F 205F 3000");

    private static readonly CodePoints Joiners = new("200C-200D");

    /// <summary>Joiners and variation selectors, which change how others are shown: Persian, Indic scripts and emoji need them.</summary>
    private static readonly CodePoints Unseen = new("180B-180D 180F 200C-200D FE00-FE0F E0100-E01EF");

    /// <summary>The Braille pattern without dots.</summary>
    private const int BrailleBlank = 0x2800;

    /// <summary>Why the text may not stand in a document, as the end of a sentence about it; null when it may.</summary>
    /// <param name="text">The text.</param>
    /// <param name="min">0 where it may be empty.</param>
    public static string? Objection(string text, int min = 1)
    {
        if (text.Length < min || text.Length > MaxLength)
        {
            return $"has {text.Length} characters; {min} to {MaxLength} may be";
        }

        if (text is [> ' ' and <= '~', ..] and [.., > ' ' and <= '~'] && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return null;
        }

        var (first, last, visible) = (0, 0, text.Length == 0);
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

            (first, last) = (at == 0 ? rune.Value : first, rune.Value);
            visible |= !Spaces.Contains(last) && !Unseen.Contains(last) && last != BrailleBlank;
            at += length;
        }

        return !visible ? "has no visible character" : IsEdge(first) || IsEdge(last) ? "begins or ends with white space or a joiner" : NotNormal(text);
    }

    /// <summary>Why the text may not stand as a remark that is stored and shown, as the end of a sentence about it; null when it may. It may be empty.</summary>
    public static string? RemarkObjection(string text, int max = MaxRemark)
    {
        if (text.Length > max)
        {
            return $"has {text.Length} characters; at most {max} may be";
        }

        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != OperationStatus.Done)
            {
                return "has half of a surrogate pair";
            }

            if (!IsPrintable(rune) && !Joiners.Contains(rune.Value))
            {
                return $"has U+{rune.Value:X4}, which is no printable character";
            }

            at += length;
        }

        return null;
    }

    /// <summary>Text of another machine or of a file, safe to print, log and store: one line of at most so many characters, what is not printable as <c>\u{001B}</c>.</summary>
    /// <remarks>Escaping the result again does not change it.</remarks>
    public static string Escaped(string text, int max = MaxRemark)
    {
        if (text.Length <= max && Ascii.IsValid(text) && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var shown = new StringBuilder(Math.Min(text.Length, max));
        foreach (var rune in text.EnumerateRunes())
        {
            var next = IsPrintable(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
            if (shown.Length + next.Length > max)
            {
                return shown.Append('\u2026').ToString();
            }

            shown.Append(next);
        }

        return shown.ToString();
    }

    public static bool IsRefused(int codePoint) => Refused.Contains(codePoint);

    /// <summary>The text without what may not stand at its end.</summary>
    public static string Trimmed(string text)
    {
        var end = text.Length;
        while (end > 0 && IsEdge(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    /// <summary>The form under which two client names are the same: NFC in upper case, without what joins and selects, each run of white space one space. Null where this process cannot tell.</summary>
    public static string? Fold(string client)
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

        return NormalForm.Of(seen.ToString().TrimEnd(' '))?.ToUpperInvariant();
    }

    private static bool IsPrintable(Rune rune) => !IsRefused(rune.Value) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static bool IsEdge(int codePoint) => Spaces.Contains(codePoint) || Joiners.Contains(codePoint);

    private static string? NotNormal(string text) => NormalForm.Is(text) switch
    {
        true => null,
        false => "is not in Unicode's form NFC",
        null => "has combining characters, which this program cannot judge: it runs without ICU. " + NormalForm.Remedy.TrimEnd('.'),
    };
}
