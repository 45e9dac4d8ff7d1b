namespace LicenseKit.Xml;

/// <summary>The names and algorithms of the one form; whatever else a file says is refused before anything is computed.</summary>
internal static class XmlNames
{
    public const string License = "urn:licensekit:license:1";

    /// <summary>The namespace of a version, without its number.</summary>
    public const string AnyVersion = "urn:licensekit:license:";
    public const string Signature = "http://www.w3.org/2000/09/xmldsig#";
    public const string Declarations = "http://www.w3.org/2000/xmlns/";
    public const string ExclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public const string Enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

    /// <summary>RFC 9231 §2.3.12.</summary>
    public const string Ed25519 = "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519";
    public const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    public const string ServerRoot = "License";
    public const string SessionRoot = "SessionLicense";
}
