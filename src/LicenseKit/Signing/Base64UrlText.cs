using System.Buffers;
using System.Buffers.Text;

namespace LicenseKit.Signing;

/// <summary>Base64url without padding (RFC 4648 §5), strict: one text for one byte string.</summary>
/// <remarks>The alphabet is checked before decoding: the framework's decoder skips white space, and one text must not be writable in two ways.</remarks>
internal static class Base64UrlText
{
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>The most bytes that a text of this length can hold.</summary>
    public static int MaxDecodedLength(int textLength) => Base64Url.GetMaxDecodedLength(textLength);

    /// <summary>False when the text is not the canonical form of any byte string that fits the destination.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        written = 0;
        return !text.ContainsAnyExcept(Alphabet) && HasZeroTail(text)
            && Base64Url.DecodeFromUtf8(text, destination, out _, out written) == OperationStatus.Done; // TryDecodeFromUtf8 throws
    }

    /// <summary>The same for text in a string; null when it is not canonical or not of that many bytes.</summary>
    public static byte[]? Decode(string text, int bytes)
    {
        if (text.Length != Base64Url.GetEncodedLength(bytes))
        {
            return null;
        }

        Span<byte> utf8 = stackalloc byte[text.Length];
        var decoded = new byte[bytes];
        return System.Text.Ascii.FromUtf16(text, utf8, out _) == OperationStatus.Done
            && TryDecode(utf8, decoded, out var written) && written == bytes ? decoded : null;
    }

    /// <summary>Bits of the last symbol that no byte carries must be zero.</summary>
    private static bool HasZeroTail(ReadOnlySpan<byte> text)
    {
        var unusedBits = (text.Length % 4) switch { 2 => 4, 3 => 2, 1 => 8, _ => 0 };
        if (unusedBits is 0 or 8)
        {
            return unusedBits == 0;
        }

        return (Value(text[^1]) & ((1 << unusedBits) - 1)) == 0;
    }

    private static int Value(byte symbol) => symbol switch
    {
        >= (byte)'A' and <= (byte)'Z' => symbol - 'A',
        >= (byte)'a' and <= (byte)'z' => symbol - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => symbol - '0' + 52,
        (byte)'-' => 62,
        _ => 63,
    };
}
