using System.Buffers;
using System.Text;

namespace LicenseKit.Licenses;

/// <summary>A JSON text in the one form that RFC 8785 §3.2.2.2 writes. No text of a license has control characters (<see cref="SignedText"/>), so two escapes are left.</summary>
internal static class CanonicalText
{
    private static readonly SearchValues<byte> EndsPlainText =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (byte)c), (byte)'"', (byte)'\\']);

    /// <summary>The length of a text up to its closing quote; the complement of where the first byte is that cannot stand there.</summary>
    /// <param name="json">What follows the opening quote.</param>
    /// <param name="escaped">Whether the text has escapes.</param>
    public static int LengthOf(ReadOnlySpan<byte> json, out bool escaped)
    {
        escaped = false;
        var at = 0;
        while (json[at..].IndexOfAny(EndsPlainText) is >= 0 and var plain)
        {
            at += plain;
            if (json[at] == '"')
            {
                return at;
            }

            if (json[at] != '\\' || json.Length < at + 2 || json[at + 1] is not ((byte)'"' or (byte)'\\'))
            {
                return ~at;
            }

            escaped = true;
            at += 2;
        }

        return ~json.Length;
    }

    /// <summary>What a text with escapes says.</summary>
    public static string Unescape(ReadOnlySpan<byte> raw)
    {
        var bytes = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            i += raw[i] == '\\' ? 1 : 0;
            bytes[length++] = raw[i];
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
