namespace LicenseKit.Signing;

/// <summary>A document in compact form.</summary>
internal sealed class JwsDocument(ReadOnlyMemory<byte> jws) : SignedDocument
{
    public override string? TypeName => Jws.TrySplit(jws.Span, out var header, out _, out _) ? JwsHeader.Text(jws.Span[header], "typ"u8) : null;

    public override bool IsNamed(DocumentType type, string thumbprint) =>
        Jws.TrySplit(jws.Span, out var header, out _, out _) && type.IsHeader(jws.Span[header], thumbprint);

    public override LicenseFault? Verify(DocumentType type, PublicKey key, Span<byte> buffer, out VerifiedPayload payload) =>
        Jws.Verify(jws.Span, type, key, buffer, out payload);

    public override LicenseFault? ReadUnverified(DocumentType type, Span<byte> buffer, out UnverifiedPayload payload) =>
        Jws.ReadUnverified(jws.Span, buffer, out payload);
}
