using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>The same of a file in XML. Form is to XML what the header is to JWS: what may stand there is one thing, and all else is refused before a signature is looked at.</summary>
internal static class XmlSignatureFacts
{
    private static readonly FaultCode[] OfContent = [.. Enum.GetValues<FaultCode>().Where(c => (int)c / 1000 == 2), FaultCode.BadLicenseCode, FaultCode.BadKey];

    /// <summary>A file whose form is refused has one entry, for the document as a whole.</summary>
    public static IReadOnlyList<SignatureFacts>? Of(byte[] file, PublicKey root)
    {
        if (!XmlLicenses.Format.Open(file).Is(out var opened, out var fault))
        {
            return fault.Code is FaultCode.TooLarge or FaultCode.NotABundle or FaultCode.UnsupportedVersion or FaultCode.ChainLength ? null
                : [new(DocumentType.ServerLicense.Name, root.Bytes.ToArray(), Header: false, Valid: false, SmallOrder: false)];
        }

        var facts = new List<SignatureFacts>();
        PublicKey? key = root;
        foreach (var document in opened.Links)
        {
            var type = facts.Count > 0 && document.IsNamed(DocumentType.SessionLicense, key?.Thumbprint ?? "") ? DocumentType.SessionLicense : DocumentType.ServerLicense;
            var verdict = key is null ? FaultCode.IssuerNotBound : document.Verify(type, key, new byte[LicenseFile.MaxBytes], out _)?.Code;
            var valid = verdict is null || OfContent.Contains(verdict.Value);
            facts.Add(new(type.Name, key?.Bytes.ToArray(), Header: valid || verdict == FaultCode.BadSignature, valid, SmallOrder: false));
            key = HolderOf(document, opened);
        }

        return facts;
    }

    private static PublicKey? HolderOf(SignedDocument document, LicenseFile file) =>
        document.ReadUnverified(DocumentType.ServerLicense, new byte[LicenseFile.MaxBytes], out var payload) is null && ServerLicenseReader.Read(payload.Bytes).Value is { } claims
            ? claims.Binding switch { Binding.ToKey to => to.Key, Binding.ToCode => file.Keys.GetValueOrDefault(claims.Id), _ => null }
            : null;
}
