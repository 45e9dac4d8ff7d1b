using System.Xml;

namespace LicenseKit.Xml;

/// <summary>What one element of the signature must be: its name, its only attribute, its children. Compared before anything is computed.</summary>
internal sealed class Shape(string name, (string Name, string Value)? attribute, params Shape[] children)
{
    /// <summary>SignedInfo as the profile allows it; <c>DigestValue</c> is the one text in it.</summary>
    public static Shape SignedInfo { get; } = new("SignedInfo", null,
        Method("CanonicalizationMethod", XmlNames.ExclusiveC14N),
        Method("SignatureMethod", XmlNames.Ed25519),
        new("Reference", ("URI", ""),
            new("Transforms", null, Method("Transform", XmlNames.Enveloped), Method("Transform", XmlNames.ExclusiveC14N)),
            Method("DigestMethod", XmlNames.Sha256),
            Value("DigestValue")));

    /// <summary>KeyInfo as it may stand: a hint that nobody signed.</summary>
    public static Shape KeyInfo { get; } = new("KeyInfo", null, Value("KeyName"));

    /// <summary>An element that holds text alone.</summary>
    public static Shape Value(string name) => new(name, null) { IsValue = true };

    private bool IsValue { get; init; }

    /// <summary>What is wrong with the element; null when it is of this shape.</summary>
    public string? Differs(XmlElement element)
    {
        if (element.NamespaceURI != XmlNames.Signature || element.LocalName != name)
        {
            return $"'{Licenses.Names.Shown(element.LocalName)}' stands where '{name}' must be";
        }

        var own = element.Attributes.Cast<XmlAttribute>().Where(a => a.NamespaceURI != XmlNames.Declarations).ToArray();
        if (own.Length != (attribute is null ? 0 : 1) || (attribute is { } one && (own[0].Name, own[0].Value) != one))
        {
            return attribute is null ? $"'{name}' has an attribute" : $"'{name}' must have {attribute.Value.Name}=\"{attribute.Value.Value}\" and no other attribute";
        }

        if (IsValue)
        {
            return element.ChildNodes is [XmlText] ? null : $"'{name}' must hold text alone";
        }

        var inside = Elements(element);
        return inside is null ? $"'{name}' has text in it"
            : inside.Length != children.Length ? $"'{name}' must have {children.Length} elements"
            : children.Zip(inside, (child, at) => child.Differs(at)).FirstOrDefault(d => d is not null);
    }

    /// <summary>The child elements; null when there is text between them.</summary>
    public static XmlElement[]? Elements(XmlElement element) =>
        element.ChildNodes.Cast<XmlNode>().All(n => n is XmlElement || (n is XmlWhitespace or XmlSignificantWhitespace && !n.Value!.Contains('\r', StringComparison.Ordinal)))
            ? [.. element.ChildNodes.OfType<XmlElement>()]
            : null;

    private static Shape Method(string name, string algorithm) => new(name, ("Algorithm", algorithm));
}
