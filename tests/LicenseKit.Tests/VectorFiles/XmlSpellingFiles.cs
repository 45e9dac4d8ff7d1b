using LicenseKit.Tests.Xml;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Declaration and attributes in every spelling that is allowed, and in others that XML allows and the format does not.</summary>
internal static class XmlSpellingFiles
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
    private const string Root = "xmlns=\"urn:licensekit:license:1\"";
    private const string Dsig = "xmlns=\"http://www.w3.org/2000/09/xmldsig#\"";
    private const string Sha256 = "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"";

    private static readonly (string Text, string Name)[] Encodings = [("", ""), (" encoding=\"utf-8\"", "-utf-8"), (" encoding=\"UTF-8\"", "-upper-case"), (" encoding=\"Utf-8\"", "-mixed-case")];
    private static readonly (string Text, string Name)[] Standalones = [("", ""), (" standalone=\"yes\"", "-alone"), (" standalone=\"no\"", "-not-alone")];
    private static readonly (string Text, string Name)[] Spaces = [("", ""), (" ", "-space-at-the-end")];
    private static readonly (char Mark, string Name)[] Quotes = [('"', ""), ('\'', "-single-quotes")];

    private static readonly byte[] Master = SomeXml.Master();

    public static IEnumerable<VectorFile> Good() => [.. Allowed(), .. Attributes(), .. Texts()];

    public static IEnumerable<VectorFile> Hostile() =>
        [.. Refused().Select(r => Xml($"declaration-{r.Name}", $"The declaration {Shown(r.Text)}.", Declared(r.Text), r.Fault)), .. Referenced().Select(r => Xml($"reference-{r.Name}", $"A reference in an attribute: {Shown(r.New)}.", XmlAttacks.Replaced(Master, r.Old, r.New), r.Fault)), .. Markup()];

    private static IEnumerable<VectorFile> Allowed() =>
        from encoding in Encodings
        from standalone in Standalones
        from space in Spaces
        from quotes in Quotes
        let text = $"<?xml version=\"1.0\"{encoding.Text}{standalone.Text}{space.Text}?>".Replace('"', quotes.Mark)
        where text != Declaration
        select Xml($"declaration{encoding.Name}{standalone.Name}{space.Name}{quotes.Name}", $"The declaration {text}.", Declared(text));

    private static IEnumerable<VectorFile> Attributes()
    {
        yield return Xml("declaration-mixed-quotes", "Each value of the declaration in another kind of quotes.", Declared("<?xml version='1.0' encoding=\"utf-8\" standalone='yes'?>"));
        yield return Xml("declaration-without-a-line-break", "The root right after the declaration.", XmlAttacks.Replaced(Master, Declaration + "\n", Declaration));
        yield return Xml("spaces-in-tags", "White space in tags, also around the equals sign.", XmlAttacks.Replaced(Replaced(Master, Root, "\n\txmlns\n=\n'urn:licensekit:license:1' "), Sha256, "Algorithm = '" + Sha256[11..^1] + "' "));
        yield return Xml("namespace-again", "A namespace that is declared again where it is in force.", XmlAttacks.Replaced(Master, "<Product>", $"<Product {Root}>"));
        yield return Xml("references-in-name", "A reference in a name, where one may be needed.", XmlAttacks.Replaced(Master, "<Kind name=\"developer\">", "<Kind name=\"&#100;eveloper\">"));
        yield return Xml("references-in-texts", "References in texts, also of the signature.",
            Replaced(Replaced(Master, "<Client>Acme", "<Client>&#65;cm&#x65;"), $"<KeyName>{Some.Root.PublicKey.Thumbprint[0]}", $"<KeyName>&#{(int)Some.Root.PublicKey.Thumbprint[0]};"));
    }

    /// <summary>Texts that look like what may not stand in a tag.</summary>
    private static IEnumerable<VectorFile> Texts()
    {
        const string looks = " xmlns=\"urn:x\" xmlns:a='&#49;' Algorithm=\"&amp;\" URI='&' > ' \" >";
        yield return Xml("texts-like-attributes", "Texts and names that look like attributes.", SomeXml.Master(c => c with
        {
            Extensions = new Dictionary<string, string>(StringComparer.Ordinal) { [looks] = looks, ["many"] = string.Concat(Enumerable.Repeat(" xmlns:a=\"b\"", 40)) },
        }));
        yield return Xml("characters-at-the-edges", "Characters at the edges of what XML 1.0 and a license have.", SomeXml.Master(c => c with
        {
            Extensions = new Dictionary<string, string>(StringComparer.Ordinal) { ["\u00a0\u200d"] = "~\u00a0\u200c\u2027\u2070\ud7ff\ue000\ufdcf\ufdf0\ufffd\U00010000\U0010fffd" },
        }));
        const string marks = "a > b \" xmlns=\"urn:x\" c='&' >";
        yield return Xml("raw-greater-than", "A > and quotes as they are in texts.",
            Replaced(SomeXml.Master(c => c with { Extensions = new Dictionary<string, string>(StringComparer.Ordinal) { ["note"] = marks } }), "&gt;", ">"));
    }

    private static IEnumerable<(string Name, string Text, FaultCode Fault)> Refused()
    {
        const FaultCode form = FaultCode.ForbiddenXml;
        yield return ("spaces-around-equals", "<?xml version = \"1.0\"?>", form);
        yield return ("space-before-equals", "<?xml version =\"1.0\" encoding=\"utf-8\"?>", form);
        yield return ("space-after-equals", "<?xml version=\"1.0\" encoding= \"utf-8\"?>", form);
        yield return ("spaces-around-equals-of-standalone", "<?xml version=\"1.0\" standalone = \"yes\"?>", form);
        yield return ("two-spaces", "<?xml  version=\"1.0\"?>", form);
        yield return ("two-spaces-before-encoding", "<?xml version=\"1.0\"  encoding=\"utf-8\"?>", form);
        yield return ("two-spaces-before-standalone", "<?xml version=\"1.0\" encoding=\"utf-8\"  standalone=\"no\"?>", form);
        yield return ("two-spaces-at-the-end", "<?xml version=\"1.0\" encoding=\"utf-8\"  ?>", form);
        yield return ("line-break", "<?xml\nversion=\"1.0\"?>", form);
        yield return ("line-break-before-encoding", "<?xml version=\"1.0\"\nencoding=\"utf-8\"?>", form);
        yield return ("windows-line-break", "<?xml version=\"1.0\"\r\nencoding=\"utf-8\"?>", form);
        yield return ("line-break-at-the-end", "<?xml version=\"1.0\" encoding=\"utf-8\"\n?>", form);
        yield return ("tab", "<?xml\tversion=\"1.0\"?>", form);
        yield return ("tab-at-the-end", "<?xml version=\"1.0\"\t?>", form);
        const FaultCode not = FaultCode.NotXmlLicense;
        yield return ("no-space", "<?xml version=\"1.0\"encoding=\"utf-8\"?>", not);
        yield return ("no-version", "<?xml encoding=\"utf-8\"?>", not);
        yield return ("another-order", "<?xml version=\"1.0\" standalone=\"yes\" encoding=\"utf-8\"?>", not);
        yield return ("standalone-in-capitals", "<?xml version=\"1.0\" standalone=\"YES\"?>", not);
        yield return ("standalone-true", "<?xml version=\"1.0\" standalone=\"true\"?>", not);
        yield return ("version-in-capitals", "<?xml VERSION=\"1.0\"?>", not);
        yield return ("utf8-without-dash", "<?xml version=\"1.0\" encoding=\"utf8\"?>", not);
        yield return ("us-ascii", "<?xml version=\"1.0\" encoding=\"us-ascii\"?>", not);
        yield return ("xml-in-capitals", "<?XML version=\"1.0\"?>", not);
        yield return ("of-nothing", "<?xml?>", not);
        yield return ("twice", Declaration + Declaration, not);
        yield return ("after-a-line-break", "\n" + Declaration, not);
        yield return ("mismatched-quotes", "<?xml version=\"1.0'?>", not);
        yield return ("of-two-byte-order-marks", "\ufeff\ufeff", not);
        yield return ("two-byte-order-marks", "\ufeff\ufeff" + Declaration, not);
    }

    private static IEnumerable<(string Name, string Old, string New, FaultCode Fault)> Referenced()
    {
        const FaultCode form = FaultCode.ForbiddenXml;
        yield return ("namespace", Root, "xmlns=\"urn:licensekit:license:&#49;\"", form);
        yield return ("namespace-hexadecimal", Root, "xmlns='urn:licensekit:license&#x3A;1'", form);
        yield return ("namespace-of-the-signature", Dsig, "xmlns=\"http://www.w3.org/2000/09/xmldsi&#x67;#\"", form);
        yield return ("namespace-in-another-tag", "<Product>", "<Product xmlns = 'urn:licensekit:license:&#49;'>", form);
        yield return ("namespace-of-a-prefix", "<KeyInfo>", "<KeyInfo xmlns:a=\"urn:licensekit:license:&#49;\">", form);
        yield return ("algorithm", Sha256, "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha25&#54;\"", form);
        yield return ("algorithm-slash", "Algorithm=\"http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519\"", "Algorithm='http:&#47;/www.w3.org/2021/04/xmldsig-more#eddsa-ed25519'", form);
        yield return ("algorithm-after-a-bracket", "<DigestMethod " + Sha256, "<DigestMethod xmlns='http://www.w3.org/2000/09/xmldsig#' Algorithm=\"&#104;ttp://www.w3.org/2001/04/xmlenc#sha256\"", form);
        yield return ("uri", "URI=\"\"", "URI=\"&#32;\"", form);
    }

    /// <summary>What is no XML 1.0, and what looks like white space but is none: parsers are more generous than they should be.</summary>
    private static IEnumerable<VectorFile> Markup()
    {
        const FaultCode not = FaultCode.NotXmlLicense;
        const FaultCode form = FaultCode.XmlSignatureForm;
        var name = $"<KeyName>{Some.Root.PublicKey.Thumbprint}";
        (string Name, string Old, string New, FaultCode Fault)[] all =
        [
            ("ampersand-alone", name, "<KeyName>a & b", not), ("ampersand-and-name", name, "<KeyName>a&b;", not), ("reference-to-nothing", name, "<KeyName>&#x;", not), ("reference-in-capitals", name, "<KeyName>&#X41;", not),
            ("end-of-cdata", name, "<KeyName>a]]>b", not), ("prefix-of-nothing", $"<KeyInfo>{name}</KeyName></KeyInfo>", $"<a:KeyInfo>{name}</KeyName></a:KeyInfo>", not), ("next-line-in-a-tag", "<KeyInfo>", "<KeyInfo\u0085>", not),
            ("empty-key-name", name, "<KeyName>", form), ("blank-key-name", name, "<KeyName> ", form), ("no-break-space", "<KeyInfo>", "\u00a0<KeyInfo>", form), ("line-separator", "<KeyInfo>", "\u2028<KeyInfo>", form), ("next-line", "<KeyInfo>", "\u0085<KeyInfo>", form),
            ("carriage-return-by-reference", "<KeyInfo>", "&#13;<KeyInfo>", form), ("carriage-return-in-the-signature-value", "</SignatureValue>", "&#13;</SignatureValue>", form), ("no-break-space-in-the-signature-value", "<SignatureValue>", "<SignatureValue>\u00a0", form),
            ("byte-order-mark-after-the-declaration", "?>\n", "?>\ufeff\n", not), ("byte-order-mark-before-the-root", "?>\n", "?>\n\ufeff", not), ("byte-order-mark-at-the-end", "</License>\n", "</License>\n\ufeff", not),
            ("no-break-space-at-the-end", "</License>\n", "</License>\n\u00a0", not),
        ];
        foreach (var (what, old, next, fault) in all)
        {
            yield return Xml($"markup-{what}", $"{char.ToUpperInvariant(what[0])}{what[1..].Replace('-', ' ')}.", Replaced(Master, old, next), fault);
        }
    }

    private static byte[] Declared(string declaration) => Replaced(Master, Declaration, declaration);

    private static byte[] Replaced(byte[] file, string old, string next) => XmlAttacks.Replaced(file, old, next);

    private static string Shown(string text) => text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\ufeff", "U+FEFF ", StringComparison.Ordinal);

    private static VectorFile Xml(string name, string what, byte[] bytes, FaultCode fault = FaultCode.None) => new($"xml-{name}", what, bytes, fault) { Format = "xml" };
}
