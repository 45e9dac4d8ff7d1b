using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Xml;

/// <summary>One license in XML with its enveloped signature.</summary>
internal sealed class Enveloped : SignedDocument
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly CanonicalForm _form;
    private readonly SignatureForm _signature;

    private Enveloped(ReadOnlyMemory<byte> file, CanonicalForm form, SignatureForm signature)
    {
        _file = file;
        _form = form;
        _signature = signature;
    }

    /// <summary>Base64 of the bundle above, not verified; null in a Master's.</summary>
    public string? IssuerLicense => _form.IssuerLicense;

    public override string? TypeName => _form.Type.Name;

    public static Outcome<Enveloped> Open(ReadOnlyMemory<byte> file) =>
        !CanonicalForm.Read(file.Span).Is(out var form, out var fault) || !SignatureForm.Read(form.Signature).Is(out var signature, out fault)
            ? fault
            : new Enveloped(file, form, signature);

    public override bool IsNamed(DocumentType type, string thumbprint) => _form.Type == type && _signature.KeyName == thumbprint;

    public override LicenseFault? Verify(DocumentType type, PublicKey key, Span<byte> buffer, out VerifiedPayload payload)
    {
        payload = default;
        if ((WrongType(type) ?? _signature.Verify(key)) is { } forged)
        {
            return forged;
        }

        var fault = Read(out var content);
        payload = fault is null ? new VerifiedPayload(content, _file.Span, type, key, LicenseEncoding.Xml) : default;
        return fault;
    }

    public override LicenseFault? ReadUnverified(DocumentType type, Span<byte> buffer, out UnverifiedPayload payload)
    {
        byte[] content = [];
        var fault = WrongType(type) ?? Read(out content);
        payload = fault is null ? new UnverifiedPayload(content, _file.Span, LicenseEncoding.Xml) : default;
        return fault;
    }

    private LicenseFault? WrongType(DocumentType type) => type == _form.Type ? null
        : new(FaultCode.WrongHeader, $"The document is a {_form.Type.Name}; a {type.Name} must stand here.", "Use the file as its issuer made it, for this place in the chain.");

    /// <summary>Reads the license from the very text whose digest was signed.</summary>
    private LicenseFault? Read(out byte[] payload)
    {
        payload = [];
        return _signature.VerifyDigest(Encoding.UTF8.GetBytes(_form.Content)) is { } changed ? changed
            : Content.ReadPayload(_form.Content, _form.Type).Is(out payload!, out var fault) ? null
            : fault;
    }
}
