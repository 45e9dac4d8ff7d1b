using System.Buffers;
using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>What may stand as a name for people: of a client, or of a stage. Closed lists, the same on every host.</summary>
internal static class PlainText
{
    public const int MaxLength = 256;

    /// <summary>Why the text may not stand in a document, as the end of a sentence about it; null when it may.</summary>
    /// <param name="text">The text.</param>
    /// <param name="min">0 where it may be empty.</param>
    public static string? Objection(string text, int min = 1)
    {
        if (text.Length < min || text.Length > MaxLength)
        {
            return $"has {text.Length} characters; {min} to {MaxLength} may be";
        }

        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != OperationStatus.Done)
            {
                return "has half of a surrogate pair";
            }

            if (IsRefused(rune.Value))
            {
                return $"has U+{rune.Value:X4}, a control or direction character or none at all";
            }

            at += length;
        }

        return NormalForm.Is(text) switch
        {
            true => null,
            false => "is not in Unicode's form NFC",
            null => "has combining characters, which this program cannot judge: it runs without ICU. " + NormalForm.Remedy.TrimEnd('.'),
        };
    }

    public static bool IsRefused(int c) => c is < 0x20 or (>= 0x7f and < 0xa0) or 0x2028 or 0x2029 or 0x061c or 0x200e or 0x200f or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069)
        or 0xfffe or 0xffff or (>= 0xfdd0 and <= 0xfdef);

    /// <summary>The form under which two client names are the same; null where this process cannot tell.</summary>
    public static string? Fold(string client) => NormalForm.Of(client)?.ToUpperInvariant();
}
