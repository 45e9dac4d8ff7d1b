using LicenseKit.Chains;
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

    public static Outcome<LicenseFile> Open(ReadOnlyMemory<byte> file) => XmlLicenses.Format.Begins(file.Span) ? XmlLicenses.Format.Open(file) : Bundle.Read(file);
}
