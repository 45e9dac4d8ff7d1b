namespace LicenseKit.Xml;

/// <summary>The end of a license's content in XML: what it carries of its issuer besides the id.</summary>
/// <param name="Key">Raw key in base64url, where the issuer's license is bound by License Code.</param>
/// <param name="License">The issuer's file in base64; null in a Master's license.</param>
internal sealed record IssuerPart(string? Key, string? License)
{
    public static void Write(string issuer, IssuerPart part, ElementWriter xml)
    {
        xml.Text("Issuer", issuer);
        if (part.Key is not null)
        {
            xml.Text("IssuerKey", part.Key);
        }

        if (part.License is not null)
        {
            xml.Text("IssuerLicense", part.License);
        }
    }

    public static (string Issuer, IssuerPart Part) Read(ElementReader xml) => (
        xml.Text("Issuer"),
        new IssuerPart(xml.Has("IssuerKey") ? xml.Text("IssuerKey") : null, xml.Has("IssuerLicense") ? xml.Text("IssuerLicense") : null));
}
