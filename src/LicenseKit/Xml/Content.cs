using System.Xml;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Xml;

/// <summary>What a license in XML says, as the two texts that say it: the payload, which is read and hashed in every encoding, and the XML.</summary>
internal sealed class Content
{
    private readonly Action<CanonicalWriter> _writePayload;
    private readonly Action<ElementWriter> _writeXml;

    private Content(DocumentType type, IssuerPart issuer, Action<CanonicalWriter> writePayload, Action<ElementWriter> writeXml)
    {
        Type = type;
        Issuer = issuer;
        _writePayload = writePayload;
        _writeXml = writeXml;
    }

    public DocumentType Type { get; }

    public IssuerPart Issuer { get; }

    public static Content Of(ServerLicenseClaims license, IssuerPart issuer) => new(DocumentType.ServerLicense, issuer,
        json => ServerLicenseWriter.Write(license, json), xml => ServerLicenseForm.Write(license, issuer, xml));

    public static Content Of(SessionLicenseClaims license, IssuerPart issuer) => new(DocumentType.SessionLicense, issuer,
        json => SessionLicense.Write(license, json), xml => SessionLicenseForm.Write(license, issuer, xml));

    /// <summary>Reads canonical XML whose hash was signed.</summary>
    public static Outcome<Content> Read(string canonical, DocumentType type)
    {
        using var reader = SafeXml.Read(canonical);
        var xml = new ElementReader(reader);
        xml.Start();
        var content = type == DocumentType.ServerLicense
            ? Of(ServerLicenseForm.Read(xml, out var issuer), issuer)
            : Of(SessionLicenseForm.Read(xml, out issuer), issuer);
        return xml.Fault is { } fault ? fault : content;
    }

    /// <summary>The payload of the same license as JWS.</summary>
    public ReadOnlySpan<byte> Payload()
    {
        var json = new CanonicalWriter();
        _writePayload(json);
        return json.Written;
    }

    /// <summary>The XML up to the signature, or the text that it cannot carry.</summary>
    public LicenseFault? Write(out string xml)
    {
        var writer = new ElementWriter();
        _writeXml(writer);
        xml = writer.Written;
        return writer.Fault;
    }
}
