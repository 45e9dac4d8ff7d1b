using System.Buffers;
using System.Text;

namespace LicenseKit.Licenses;

/// <summary>A JSON text in the one form that RFC 8785 §3.2.2.2 writes.</summary>
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

            if (LengthOfEscape(json[at..]) is not (> 0 and var length))
            {
                return ~at;
            }

            escaped = true;
            at += length;
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
            if (raw[i] != '\\')
            {
                bytes[length++] = raw[i];
                continue;
            }

            bytes[length++] = raw[++i] switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'t' => (byte)'\t',
                (byte)'n' => (byte)'\n',
                (byte)'f' => (byte)'\f',
                (byte)'r' => (byte)'\r',
                (byte)'u' => (byte)((Hex(raw[i + 3]) << 4) | Hex(raw[i + 4])),
                var other => other,
            };
            i += raw[i] == 'u' ? 4 : 0;
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    /// <summary>Of the escapes that are written: the short ones, and <c>\u00xx</c> in lower case for other control characters. 0 for any other.</summary>
    private static int LengthOfEscape(ReadOnlySpan<byte> text) =>
        text[0] != '\\' ? 0
        : text.Length > 1 && text[1] is (byte)'"' or (byte)'\\' or (byte)'b' or (byte)'t' or (byte)'n' or (byte)'f' or (byte)'r' ? 2
        : text.Length > 5 && text.StartsWith("\\u00"u8) && text[4] is (byte)'0' or (byte)'1' && Hex(text[5]) is >= 0 and var low
            && (text[4] == '1' || low is not (8 or 9 or 10 or 12 or 13)) ? 6
        : 0;

    private static int Hex(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        _ => -1,
    };
}
