using System.Xml;
using LicenseKit.Signing;

namespace LicenseKit.Xml;

/// <summary>What is taken from an XML file before anything in it is verified: its type, and where to find the links above.</summary>
/// <remarks>The scan that makes it also keeps out what no license has; see <see cref="Of"/>.</remarks>
/// <param name="Type">By the name of the root element.</param>
/// <param name="Issuer">Text of <c>Issuer</c>.</param>
/// <param name="IssuerKey">Text of <c>IssuerKey</c>; null when it is absent.</param>
/// <param name="IssuerLicense">Text of <c>IssuerLicense</c>; null when it is absent.</param>
internal sealed record Outline(DocumentType Type, string Issuer, string? IssuerKey, string? IssuerLicense)
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 20_000;
    private const int MaxAttributes = 32;

    /// <summary>Scans the whole text: XML 1.0 in UTF-8, elements and text only, at most 16 deep, 20 000 nodes, 32 attributes an element; and as <see cref="Spelling"/> has it.</summary>
    public static Outcome<Outline> Of(string text)
    {
        if (text.Contains("<!DOCTYPE", StringComparison.Ordinal))
        {
            return XmlFault.Forbidden("a DOCTYPE");
        }

        try
        {
            using var xml = SafeXml.Read(text);
            return !Scan(xml).Is(out var outline, out var fault) ? fault : Spelling.Differs(text) is { } differs ? XmlFault.Forbidden(differs) : outline;
        }
        catch (XmlException e)
        {
            return XmlFault.NotALicense($"it is not well-formed XML 1.0 at line {e.LineNumber}, column {e.LinePosition}");
        }
    }

    /// <summary>The issuer's key, where its license is bound by License Code.</summary>
    public LicenseFault? ReadKey(out PublicKey? key)
    {
        key = null;
        return IssuerKey is null || PublicKey.TryCreate(IssuerKey, out key) ? null
            : new(FaultCode.BadKey, "The 'IssuerKey' is not an Ed25519 key that may be used.", "Get the file again from its issuer.");
    }

    /// <summary>The issuer's license file, exactly as it was; null in a Master's.</summary>
    public LicenseFault? ReadFile(out ReadOnlyMemory<byte>? file)
    {
        file = null;
        if (IssuerLicense is null)
        {
            return null;
        }

        if (Base64Value.Decode(IssuerLicense) is not { Length: > 0 } bytes)
        {
            return XmlFault.BadIssuer("'IssuerLicense' is not canonical base64 of a file");
        }

        file = bytes;
        return null;
    }

    private static Outcome<Outline> Scan(XmlReader xml)
    {
        DocumentType? type = null;
        string? issuer = null, key = null, license = null;
        string? at = null;
        for (var nodes = 0; xml.Read(); nodes++)
        {
            if (nodes == MaxNodes || xml.Depth > MaxDepth)
            {
                return XmlFault.Forbidden(nodes == MaxNodes ? $"more than {MaxNodes} nodes" : $"elements more than {MaxDepth} deep");
            }

            switch (xml.NodeType)
            {
                case XmlNodeType.XmlDeclaration:
                    if (xml.GetAttribute("version") != "1.0" || xml.GetAttribute("encoding") is { } encoding && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                    {
                        return XmlFault.NotALicense("it must be XML 1.0 in UTF-8");
                    }

                    break;
                case XmlNodeType.Element:
                    if (xml.Depth == 0 && TypeOf(xml, out type) is { } unknown)
                    {
                        return unknown;
                    }

                    if ((xml.Prefix == "xml" ? $"the element '{Licenses.Names.Shown(xml.Name)}'" : Attributes(xml)) is { } forbidden)
                    {
                        return XmlFault.Forbidden(forbidden);
                    }

                    at = xml.Depth == 1 && xml.NamespaceURI == XmlNames.License ? xml.LocalName : null;
                    break;
                case XmlNodeType.Text:
                    issuer = at == "Issuer" ? xml.Value : issuer;
                    key = at == "IssuerKey" ? xml.Value : key;
                    license = at == "IssuerLicense" ? xml.Value : license;
                    break;
                case XmlNodeType.EndElement or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    break;
                default:
                    return XmlFault.Forbidden(Kind(xml.NodeType));
            }
        }

        return new Outline(type!, issuer ?? "", key, license);
    }

    /// <summary>Two namespaces may be declared: in a third one a long name could make the canonical form many times as long as the file.</summary>
    private static string? Attributes(XmlReader xml)
    {
        var forbidden = xml.AttributeCount > MaxAttributes ? $"an element with more than {MaxAttributes} attributes" : null;
        for (var more = forbidden is null && xml.MoveToFirstAttribute(); more && forbidden is null; more = xml.MoveToNextAttribute())
        {
            forbidden = xml.NamespaceURI == XmlNames.Declarations
                ? xml.Value is XmlNames.License or XmlNames.Signature ? null : $"a declaration of namespace '{Licenses.Names.Shown(xml.Value)}'"
                : xml.Prefix.Length == 0 ? null : $"the attribute '{Licenses.Names.Shown(xml.Name)}'";
        }

        xml.MoveToElement();
        return forbidden;
    }

    private static LicenseFault? TypeOf(XmlReader xml, out DocumentType? type)
    {
        type = (xml.NamespaceURI, xml.LocalName) switch
        {
            (XmlNames.License, XmlNames.ServerRoot) => DocumentType.ServerLicense,
            (XmlNames.License, XmlNames.SessionRoot) => DocumentType.SessionLicense,
            _ => null,
        };
        return type is not null ? null
            : xml.NamespaceURI.StartsWith(XmlNames.AnyVersion, StringComparison.Ordinal)
                && int.TryParse(xml.NamespaceURI.AsSpan(XmlNames.AnyVersion.Length), System.Globalization.NumberStyles.None, null, out var version) && version > 1
            ? new(FaultCode.UnsupportedVersion, $"The license is of version {version}; this library reads version 1.", "Update the software that reads it.")
            : XmlFault.NotALicense($"its root is '{Licenses.Names.Shown(xml.LocalName)}' of namespace '{Licenses.Names.Shown(xml.NamespaceURI)}'");
    }

    private static string Kind(XmlNodeType node) => node switch
    {
        XmlNodeType.Comment => "a comment",
        XmlNodeType.ProcessingInstruction => "a processing instruction",
        XmlNodeType.CDATA => "a CDATA section",
        XmlNodeType.DocumentType => "a DOCTYPE",
        _ => "an entity reference",
    };
}
