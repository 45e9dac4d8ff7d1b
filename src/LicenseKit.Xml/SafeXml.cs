using System.Text;
using System.Xml;

namespace LicenseKit.Xml;

/// <summary>XML from strangers: strict UTF-8, XML 1.0, no DTD, nothing is ever fetched.</summary>
internal static class SafeXml
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The text of a file; null when it is not UTF-8. A byte order mark is no part of it.</summary>
    public static string? Text(ReadOnlySpan<byte> file)
    {
        try
        {
            return StrictUtf8.GetString(file.StartsWith("\ufeff"u8) ? file[3..] : file);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    public static XmlReader Read(string text) => XmlReader.Create(new StringReader(text), Settings);
}
