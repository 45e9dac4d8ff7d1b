using System.Buffers;
using System.Globalization;
using System.Text;

namespace LicenseKit.Licenses;

/// <summary>Text that is only shown: what a person remarks, and what another machine or a file says.</summary>
internal static class PlainText
{
    /// <summary>Most characters of a remark that a person writes, and of a sentence of another machine.</summary>
    public const int MaxRemark = 1000;

    /// <summary>Zero width non-joiner and joiner, which Persian, Indic scripts and emoji need.</summary>
    private const int FirstJoiner = 0x200C, LastJoiner = 0x200D;

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

            if (!IsPrintable(rune) && rune.Value is not (FirstJoiner or LastJoiner))
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

    private static bool IsPrintable(Rune rune) => !SignedText.IsRefused(rune.Value)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
