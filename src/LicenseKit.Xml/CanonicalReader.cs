using System.Globalization;
using System.Text;
using System.Xml;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Xml;

/// <summary>Reads a file in one pass and writes it in exclusive C14N, the signature apart.</summary>
/// <remarks>
/// No element has a prefix or more than one attribute, and there are elements and text alone. Of exclusive C14N (W3C 2002) this much is left:
/// a namespace stands where it is not the parent's, there are no empty-element tags, and texts have their shortest escapes.
/// </remarks>
internal sealed class CanonicalReader(XmlReader xml)
{
    private readonly StringBuilder _content = new(4096);
    private readonly StringBuilder _signature = new(1024);
    private readonly Stack<string> _namespaces = new([""]);
    private DocumentType? _type;
    private string? _child;
    private string? _issuerLicense;
    private bool _isInSignature;

    public Outcome<CanonicalForm> Read()
    {
        while (xml.Read())
        {
            if (Node() is { } fault)
            {
                return fault;
            }
        }

        return _signature.Length == 0 ? NotTheOneSignature() : new CanonicalForm(_type!, _content.ToString(), _signature.ToString(), _issuerLicense);
    }

    private LicenseFault? Node() => xml.NodeType switch
    {
        XmlNodeType.Element => Start(),
        XmlNodeType.EndElement => End(),
        XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace => Text(),
        XmlNodeType.XmlDeclaration => Declaration(),
        XmlNodeType.Comment => XmlFault.Forbidden("a comment"),
        XmlNodeType.ProcessingInstruction => XmlFault.Forbidden("a processing instruction"),
        XmlNodeType.CDATA => XmlFault.Forbidden("a CDATA section"),
        _ => XmlFault.Forbidden("an entity reference"),
    };

    private LicenseFault? Declaration() =>
        xml.GetAttribute("version") == "1.0" && string.Equals(xml.GetAttribute("encoding") ?? "utf-8", "utf-8", StringComparison.OrdinalIgnoreCase)
            ? null
            : XmlFault.NotALicense("it must be XML 1.0 in UTF-8");

    private LicenseFault? Start()
    {
        if (xml.Depth == 0 && Root() is { } unknown)
        {
            return unknown;
        }

        if (xml.Prefix.Length > 0)
        {
            return XmlFault.Forbidden($"the prefix '{Names.Shown(xml.Prefix)}'");
        }

        if (xml.Depth == 1)
        {
            _child = xml.LocalName;
            _issuerLicense = _child == "IssuerLicense" ? "" : _issuerLicense;
            _isInSignature = _child == "Signature" && xml.NamespaceURI == XmlNames.Signature;
        }

        var isAfterSignature = xml.Depth == 1 && _signature.Length > 0;
        return isAfterSignature || (xml.NamespaceURI == XmlNames.Signature && !_isInSignature) ? NotTheOneSignature() : Element();
    }

    private LicenseFault? Element()
    {
        var (name, space, isEmpty) = (xml.LocalName, xml.NamespaceURI, xml.IsEmptyElement);
        var output = Output;
        output.Append('<').Append(name);
        if (space != _namespaces.Peek())
        {
            output.Append(" xmlns=\"").Append(space).Append('"');
        }

        if (Attribute(output) is { } forbidden)
        {
            return forbidden;
        }

        output.Append('>');
        _namespaces.Push(space);
        return isEmpty ? End() : null;
    }

    private LicenseFault? Attribute(StringBuilder output)
    {
        var count = 0;
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            if (xml.Name == "xmlns" && xml.Value is XmlNames.License or XmlNames.Signature)
            {
                continue;
            }

            if (xml.Name == "xmlns" || xml.Prefix.Length > 0 || ++count > 1)
            {
                return XmlFault.Forbidden(xml.Name == "xmlns" ? $"a declaration of namespace '{Names.Shown(xml.Value)}'"
                    : count > 1 ? "an element with two attributes"
                    : $"the attribute '{Names.Shown(xml.Name)}'");
            }

            output.Append(' ').Append(xml.Name).Append("=\"");
            Escapes.Append(output, xml.Value, isAttribute: true);
            output.Append('"');
        }

        xml.MoveToElement();
        return null;
    }

    private LicenseFault? End()
    {
        Output.Append("</").Append(xml.LocalName).Append('>');
        _namespaces.Pop();
        _isInSignature &= xml.Depth > 1;
        return null;
    }

    /// <remarks>White space before and after the root belongs to no element.</remarks>
    private LicenseFault? Text()
    {
        if (xml.Depth > 0)
        {
            _issuerLicense = xml.Depth == 2 && _child == "IssuerLicense" ? xml.Value : _issuerLicense;
            Escapes.Append(Output, xml.Value, isAttribute: false);
        }

        return null;
    }

    private LicenseFault? Root()
    {
        _type = (xml.NamespaceURI, xml.LocalName) switch
        {
            (XmlNames.License, XmlNames.ServerRoot) => DocumentType.ServerLicense,
            (XmlNames.License, XmlNames.SessionRoot) => DocumentType.SessionLicense,
            _ => null,
        };
        return _type is not null ? null
            : xml.NamespaceURI.StartsWith(XmlNames.AnyVersion, StringComparison.Ordinal)
                && int.TryParse(xml.NamespaceURI.AsSpan(XmlNames.AnyVersion.Length), NumberStyles.None, null, out var version) && version > 1
            ? new(FaultCode.UnsupportedVersion, $"The license is of version {version}; this library reads version 1.", "Update the software that reads it.")
            : XmlFault.NotALicense($"its root is '{Names.Shown(xml.LocalName)}' of namespace '{Names.Shown(xml.NamespaceURI)}'");
    }

    private StringBuilder Output => _isInSignature ? _signature : _content;

    private static LicenseFault NotTheOneSignature() => XmlFault.SignatureForm("there must be one, the last element of the root");
}
