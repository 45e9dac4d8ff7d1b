using System.Buffers.Text;

namespace LicenseKit.Xml;

/// <summary>Base64 with padding (RFC 4648 §4) in XML: spaces and line breaks may stand in it, but it has one spelling.</summary>
internal static class Base64Value
{
    /// <summary>Null when the text is not the canonical form of any bytes.</summary>
    public static byte[]? Decode(string text)
    {
        var compact = text.AsSpan().IndexOfAny(' ', '\n', '\t') < 0 ? text
            : string.Concat(text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        var bytes = new byte[compact.Length / 4 * 3];
        return compact.Length % 4 == 0 && Convert.TryFromBase64Chars(compact, bytes, out var length)
            && Convert.ToBase64String(bytes.AsSpan(0, length)) == compact ? bytes[..length] : null;
    }

    /// <summary>Exactly so many bytes from text without any space; false when it is not their canonical form.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        Span<byte> decoded = stackalloc byte[text.Length];
        Span<byte> again = stackalloc byte[text.Length];
        if (Base64.DecodeFromUtf8(text, decoded, out _, out var length) != System.Buffers.OperationStatus.Done || length != bytes.Length)
        {
            return false;
        }

        decoded[..length].CopyTo(bytes);
        Base64.EncodeToUtf8(bytes, again, out _, out var written);
        return again[..written].SequenceEqual(text);
    }
}
