using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Xml;

/// <summary>The last document of a chain in XML, and those above it as a bundle inside.</summary>
internal sealed class XmlFormat : LicenseFormat
{
    /// <summary>A file with the largest license that a bundle of 256 KiB can hold has about half of that, and so has one over the largest bundle.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly Dictionary<string, PublicKey> NoKeys = new(StringComparer.Ordinal);

    public override string Name => "xml";

    public override string MediaType => "application/vnd.licensekit.license+xml";

    internal override bool Begins(ReadOnlySpan<byte> file) => Bundle.BeginsLikeXml(file);

    internal override Outcome<LicenseFile> Open(ReadOnlyMemory<byte> file)
    {
        if (LicenseFile.TooLarge(file, MaxBytes) is { } tooLarge)
        {
            return tooLarge;
        }

        return !Enveloped.Open(file).Is(out var document, out var fault) ? fault
            : document.IssuerLicense is null ? new LicenseFile([document], NoKeys)
            : Below(document.IssuerLicense, document);
    }

    internal override Task<Outcome<byte[]>> SignAsync(ServerLicenseClaims claims, Chain issuer, ISigner signer, CancellationToken cancellationToken) =>
        XmlLicenses.SignAsync(claims, issuer, signer, cancellationToken);

    internal override Task<Outcome<byte[]>> SignAsync(SessionLicenseClaims claims, Chain issuer, ISigner signer, CancellationToken cancellationToken) =>
        XmlLicenses.SignAsync(claims, issuer, signer, cancellationToken);

    private static Outcome<LicenseFile> Below(string issuerLicense, SignedDocument document)
    {
        if (Base64.Decode(issuerLicense) is not { } file || Bundle.BeginsLikeXml(file))
        {
            return XmlFault.BadIssuer("'IssuerLicense' is not canonical base64 of a bundle of JWS documents");
        }

        return !Bundle.Read(file).Is(out var above, out var fault) ? fault
            : above.Links.Count > LicenseFile.MaxServers ? LicenseFile.WrongLength(above.Links.Count + 1)
            : new LicenseFile([.. above.Links, document], above.Keys);
    }
}
