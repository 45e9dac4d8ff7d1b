using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Cli.Files;

/// <summary>The two encodings of license files, as the command line names them.</summary>
internal static class FileForm
{
    public static LicenseEncoding Of(string? name) => name == "xml" ? LicenseEncoding.Xml : LicenseEncoding.Jws;

    /// <summary>How a file begins, good or bad and with or without a byte order mark; null when it is like neither.</summary>
    public static string? Name(ReadOnlySpan<byte> file) =>
        XmlLicenses.Format.Begins(file) ? "xml"
        : file[(file.StartsWith("\ufeff"u8) ? 3 : 0)..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? "jws"
        : null;

    public static Outcome<LicenseFile> Open(ReadOnlyMemory<byte> file) => (XmlLicenses.Format.Begins(file.Span) ? XmlLicenses.Format : Bundle.Format).Open(file);

    /// <summary>The fault of a license below links that a native file cannot hold; null when all are JWS.</summary>
    public static LicenseFault? InXml(IEnumerable<ServerLicense> links) => links.FirstOrDefault(l => l.Encoding == LicenseEncoding.Xml) is not { } link ? null
        : new(FaultCode.IssuerInXml, $"License '{link.Client}' above is in XML; a native file holds JWS documents only.", "Write this one as XML too, or have the licenses above converted first, from the Master down.", link: link.Id);
}
