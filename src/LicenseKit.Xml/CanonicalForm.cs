using LicenseKit.Signing;
using System.Xml;

namespace LicenseKit.Xml;

/// <summary>A file in XML before anything in it is verified: what is hashed and what signs it, in exclusive C14N.</summary>
/// <param name="Type">By the name of the root element.</param>
/// <param name="Content">The license without its signature.</param>
/// <param name="Signature">The signature element.</param>
/// <param name="IssuerLicense">Text of <c>IssuerLicense</c>; null when it is absent.</param>
internal sealed record CanonicalForm(DocumentType Type, string Content, string Signature, string? IssuerLicense)
{
    public static Outcome<CanonicalForm> Read(ReadOnlySpan<byte> file)
    {
        if (SafeXml.Text(file) is not { } text)
        {
            return XmlFault.NotALicense("it is not text in UTF-8");
        }

        if (text.Contains("<!DOCTYPE", StringComparison.Ordinal))
        {
            return XmlFault.Forbidden("a DOCTYPE");
        }

        try
        {
            using var xml = SafeXml.Read(text);
            return !new CanonicalReader(xml).Read().Is(out var form, out var fault) ? fault
                : Spelling.Differs(text) is { } differs ? XmlFault.Forbidden(differs)
                : form;
        }
        catch (XmlException e)
        {
            return XmlFault.NotALicense($"it is not well-formed XML 1.0 at line {e.LineNumber}, column {e.LinePosition}");
        }
    }
}
