namespace LicenseKit.Xml;

/// <summary>Base64 with padding (RFC 4648 §4) in its one spelling, without white space.</summary>
internal static class Base64
{
    /// <summary>Null when the text is not the canonical form of any bytes.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text ? bytes[..length] : null;
    }
}
