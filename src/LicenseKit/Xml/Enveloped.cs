using System.Security.Cryptography;
using System.Xml;
using LicenseKit.Signing;

namespace LicenseKit.Xml;

/// <summary>One license in XML with its enveloped signature.</summary>
internal sealed class Enveloped : SignedDocument
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly string _text;

    private Enveloped(ReadOnlyMemory<byte> file, string text, Outline outline)
    {
        _file = file;
        _text = text;
        Outline = outline;
    }

    /// <summary>What was read before anything was verified.</summary>
    public Outline Outline { get; }

    public override string? TypeName => Outline.Type.Name;

    public static Outcome<Enveloped> Open(ReadOnlyMemory<byte> file) =>
        SafeXml.Text(file.Span) is not { } text ? XmlFault.NotALicense("it is not text in UTF-8")
        : Outline.Of(text).Is(out var outline, out var fault) ? new Enveloped(file, text, outline)
        : fault;

    /// <remarks>No form of XML says who signed it.</remarks>
    public override bool IsNamed(DocumentType type, string thumbprint) => Outline.Type == type;

    public override LicenseFault? Verify(DocumentType type, PublicKey key, Span<byte> buffer, out VerifiedPayload payload)
    {
        var fault = Read(type, key, out var content);
        payload = fault is null ? new VerifiedPayload(content, _file.Span, type, key, LicenseEncoding.Xml) : default;
        return fault;
    }

    public override LicenseFault? ReadUnverified(DocumentType type, Span<byte> buffer, out UnverifiedPayload payload)
    {
        var fault = Read(type, null, out var content);
        payload = fault is null ? new UnverifiedPayload(content, _file.Span, LicenseEncoding.Xml) : default;
        return fault;
    }

    private LicenseFault? Read(DocumentType type, PublicKey? key, out byte[] payload)
    {
        payload = [];
        if (type != Outline.Type)
        {
            return new(FaultCode.WrongHeader, $"The document is a {Outline.Type.Name}; a {type.Name} must stand here.", "Use the file as its issuer made it, for this place in the chain.");
        }

        if (!(AsWritten(type, key) is { } written ? written : Transformed(type, key)).Is(out var content, out var fault))
        {
            return fault;
        }

        if (content.Issuer != new IssuerPart(Outline.IssuerKey, Outline.IssuerLicense))
        {
            return XmlFault.BadIssuer("what is signed is not what the chain was opened from");
        }

        payload = content.Payload().ToArray();
        return null;
    }

    /// <summary>The content of a file that is, byte for byte, what we write for what it says; null for any other, good or bad.</summary>
    private Content? AsWritten(DocumentType type, PublicKey? key) =>
        ExactForm.Verified(_file.Span, type, key) is { } verified && Content.Read(SafeXml.Text(verified)!, type).Value is { } content
        && content.Write(out var open) is null && ExactForm.Content(open, type).AsSpan().SequenceEqual(verified)
            ? content
            : null;

    /// <summary>The content of a file by any tool, by way of canonicalization.</summary>
    private Outcome<Content> Transformed(DocumentType type, PublicKey? key)
    {
        try
        {
            return !EnvelopedSignature.Find(SafeXml.Load(_text)).Is(out var signature, out var fault) ? fault
                : signature.Verify(key, out var content) is { } forged ? forged
                : Content.Read(content, type);
        }
        catch (Exception e) when (e is XmlException or CryptographicException or ArgumentException or InvalidOperationException)
        {
            return XmlFault.NotALicense("it has no canonical form within the limits");
        }
    }
}
