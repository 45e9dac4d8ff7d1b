using System.Security.Cryptography;
using System.Text;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Tests.Xml;

/// <summary>Hostile files in XML: each a name, the bytes, and the code with which they are refused under <see cref="Some.Root"/>.</summary>
internal static class XmlAttacks
{
    private const string Dsig = XmlNames.Signature;
    private const string C14N = XmlNames.ExclusiveC14N;
    private const string SignedInfo =
        $"<CanonicalizationMethod Algorithm=\"{C14N}\"></CanonicalizationMethod><SignatureMethod Algorithm=\"{XmlNames.Ed25519}\"></SignatureMethod>"
        + $"<Reference URI=\"\"><Transforms><Transform Algorithm=\"{XmlNames.Enveloped}\"></Transform><Transform Algorithm=\"{C14N}\"></Transform></Transforms>"
        + $"<DigestMethod Algorithm=\"{XmlNames.Sha256}\"></DigestMethod><DigestValue>DIGEST</DigestValue></Reference>";

    private static readonly byte[] Good = SomeXml.Master();
    private static readonly string Text = SomeXml.Text(Good);
    private static readonly string Root = Text[Text.IndexOf("<License", StringComparison.Ordinal)..].TrimEnd('\n');
    private static readonly string Signature = Between(Text, "<Signature ", "</Signature>");
    private static readonly string KeyInfo = Between(Signature, "<KeyInfo>", "</KeyInfo>");
    private static readonly string Open = Root[..Root.IndexOf("\n  <Signature", StringComparison.Ordinal)];
    private static readonly string Evil = Open.Replace("<Kind name=\"developer\">5<", "<Kind name=\"developer\">500<", StringComparison.Ordinal);

    public static IReadOnlyDictionary<string, (byte[] File, FaultCode Code)> All { get; } =
        Wrapping().Concat(SignatureForms()).Concat(Markup()).Concat(Encodings()).Concat(Contents()).Concat(Changes())
            .ToDictionary(a => a.Name, a => (a.File, a.Code), StringComparer.Ordinal);

    /// <summary>The good file with one text in place of another that must be in it.</summary>
    public static byte[] Replaced(byte[] file, string old, string next)
    {
        var text = SomeXml.Text(file);
        return text.Contains(old, StringComparison.Ordinal) ? Some.Utf8(text.Replace(old, next, StringComparison.Ordinal)) : throw new InvalidOperationException($"'{old}' is not in the file.");
    }

    /// <summary>Content signed by the root key as it stands, whatever it says.</summary>
    public static byte[] Signed(string open) => new Content(DocumentType.ServerLicense, open).Sign(Some.Root);

    private static IEnumerable<(string Name, byte[] File, FaultCode Code)> Wrapping()
    {
        const FaultCode form = FaultCode.XmlSignatureForm;
        var evil = Evil + "\n  ";
        yield return ("wrap: original in ds:Object of its signature", File(evil + Signature.Replace("</Signature>", $"<Object>{Root}</Object></Signature>", StringComparison.Ordinal) + "\n</License>"), form);
        yield return ("wrap: original as child of an evil root", File($"{evil}{Root}\n</License>"), form);
        yield return ("wrap: original as child before the evil signature", File($"{evil}{Root}{Signature}\n</License>"), form);
        yield return ("wrap: original as first child, evil content after it", File(evil.Replace("<Product>", Root + "<Product>", StringComparison.Ordinal) + "\n</License>"), form);
        yield return ("wrap: evil sibling before the original under another root", File($"<Licenses xmlns=\"urn:licensekit:license:1\">{evil}</License>{Root}</Licenses>"), FaultCode.NotXmlLicense);
        yield return ("wrap: signature moved into an unknown element", File($"{evil}<Extra>{Signature}</Extra>\n</License>"), form);
        yield return ("wrap: signature beside an original in Extensions", File(evil.Replace("<Extensions>", $"<Extensions>{Root}", StringComparison.Ordinal) + Signature + "\n</License>"), form);
        yield return ("wrap: Id and ID of the same name", File(evil.Replace("<License ", "<License ID=\"x\" ", StringComparison.Ordinal) + Signature.Replace("URI=\"\"", "URI=\"#x\"", StringComparison.Ordinal)
            + Root.Replace("<License ", "<License Id=\"x\" ", StringComparison.Ordinal) + "\n</License>"), form);
        yield return ("two roots", File(Root + Root), FaultCode.NotXmlLicense);
        yield return ("two signatures", File(Root.Replace(Signature, Signature + Signature, StringComparison.Ordinal)), form);
        yield return ("a signature inside the signature", File(Root.Replace("</Signature>", Signature + "</Signature>", StringComparison.Ordinal)), form);
        yield return ("no signature", File(Open + "\n</License>"), form);
        yield return ("signature not last", File(Open.Replace("<Product>", Signature + "<Product>", StringComparison.Ordinal) + "\n  \n</License>"), form);
        yield return ("signature of another namespace", File(Root.Replace(Dsig, XmlNames.License, StringComparison.Ordinal)), form);
        yield return ("detached: only a signature", File(Signature), FaultCode.NotXmlLicense);
        yield return ("enveloping: the license in an Object", File(Signature.Replace("</Signature>", $"<Object>{Root}</Object></Signature>", StringComparison.Ordinal)), FaultCode.NotXmlLicense);
    }

    private static IEnumerable<(string Name, byte[] File, FaultCode Code)> SignatureForms()
    {
        const string transforms = "</Transform></Transforms>";
        (string Name, string Old, string New)[] infos =
        [
            ("reference to an id", "URI=\"\"", "URI=\"#L0\""),
            ("reference without URI", " URI=\"\"", ""),
            ("external reference", "URI=\"\"", "URI=\"http://127.0.0.1:9/x\""),
            ("file reference", "URI=\"\"", "URI=\"file:///etc/passwd\""),
            ("xpointer", "URI=\"\"", "URI=\"#xpointer(/)\""),
            ("no reference", SignedInfo[SignedInfo.IndexOf("<Reference", StringComparison.Ordinal)..], ""),
            ("two references", "</Reference>", "</Reference>" + SignedInfo[SignedInfo.IndexOf("<Reference", StringComparison.Ordinal)..]),
            ("no transforms", SignedInfo[SignedInfo.IndexOf("<Transforms>", StringComparison.Ordinal)..SignedInfo.IndexOf("<DigestMethod", StringComparison.Ordinal)], ""),
            ("transforms in the other order", $"<Transform Algorithm=\"{XmlNames.Enveloped}\"></Transform><Transform Algorithm=\"{C14N}\">", $"<Transform Algorithm=\"{C14N}\"></Transform><Transform Algorithm=\"{XmlNames.Enveloped}\">"),
            ("one transform too few", $"<Transform Algorithm=\"{C14N}\"></Transform>", ""),
            ("XSLT", transforms, "</Transform><Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"><xslt></xslt></Transform></Transforms>"),
            ("XPath", transforms, "</Transform><Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><XPath>not(ancestor-or-self::Seats)</XPath></Transform></Transforms>"),
            ("XPath filter 2", transforms, "</Transform><Transform Algorithm=\"http://www.w3.org/2002/06/xmldsig-filter2\"></Transform></Transforms>"),
            ("base64 transform", transforms, "</Transform><Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#base64\"></Transform></Transforms>"),
            ("decryption transform", transforms, "</Transform><Transform Algorithm=\"http://www.w3.org/2002/07/decrypt#XML\"></Transform></Transforms>"),
            ("InclusiveNamespaces", transforms, "<InclusiveNamespaces PrefixList=\"xs\"></InclusiveNamespaces></Transform></Transforms>"),
            ("C14N 1.0", $"<CanonicalizationMethod Algorithm=\"{C14N}\"", "<CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\""),
            ("C14N 1.1", $"<CanonicalizationMethod Algorithm=\"{C14N}\"", "<CanonicalizationMethod Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\""),
            ("C14N with comments", C14N, C14N + "WithComments"),
            ("rsa-sha256", XmlNames.Ed25519, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
            ("ecdsa-sha256", XmlNames.Ed25519, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"),
            ("hmac-sha256", XmlNames.Ed25519, "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"),
            ("eddsa-ed448", XmlNames.Ed25519, "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed448"),
            ("HMACOutputLength", "</SignatureMethod>", "<HMACOutputLength>0</HMACOutputLength></SignatureMethod>"),
            ("a .NET type as algorithm", XmlNames.Ed25519, "System.IO.MemoryStream"),
            ("no signature algorithm", $" Algorithm=\"{XmlNames.Ed25519}\"", ""),
            ("SHA-1", XmlNames.Sha256, "http://www.w3.org/2000/09/xmldsig#sha1"),
            ("SHA-512", XmlNames.Sha256, "http://www.w3.org/2001/04/xmlenc#sha512"),
            ("short digest", "DIGEST", "DIGEST16"),
            ("empty digest", "DIGEST", ""),
            ("digest with an element in it", "DIGEST", "DIGEST<x></x>"),
            ("text in SignedInfo", "<Reference", "text<Reference"),
            ("a carriage return in SignedInfo", "<Reference", "&#xD;<Reference"),
            ("a line break in SignedInfo", "<Reference", "\n<Reference"),
            ("a space in an empty element", "</DigestMethod>", " </DigestMethod>"),
        ];
        foreach (var (name, old, next) in infos)
        {
            yield return ($"SignedInfo: {name}", WithSignedInfo(SignedInfo.Contains(old, StringComparison.Ordinal) ? SignedInfo.Replace(old, next, StringComparison.Ordinal) : throw new InvalidOperationException(name)), FaultCode.XmlSignatureForm);
        }

        foreach (var attribute in new[] { "Id=\"r\"", "Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\"" })
        {
            yield return ($"SignedInfo: reference with {attribute[..attribute.IndexOf('=', StringComparison.Ordinal)]}",
                WithSignedInfo(SignedInfo.Replace("URI=\"\"", attribute + " URI=\"\"", StringComparison.Ordinal)), FaultCode.ForbiddenXml);
        }

        const string end = "</Signature>";
        (string Name, string Old, string New)[] parts =
        [
            ("Id on Signature", "<Signature ", "<Signature Id=\"s\" "),
            ("Id on SignedInfo", "<SignedInfo>", "<SignedInfo Id=\"s\">"),
            ("Id on SignatureValue", "<SignatureValue>", "<SignatureValue Id=\"s\">"),
            ("attacker's key in KeyInfo", KeyInfo, "<KeyInfo><KeyValue><RSAKeyValue><Modulus>AQAB</Modulus><Exponent>AQAB</Exponent></RSAKeyValue></KeyValue></KeyInfo>"),
            ("X509Data", KeyInfo, "<KeyInfo><X509Data></X509Data></KeyInfo>"),
            ("RetrievalMethod", KeyInfo, "<KeyInfo><RetrievalMethod URI=\"http://127.0.0.1:9/k\"></RetrievalMethod></KeyInfo>"),
            ("two KeyNames", KeyInfo, "<KeyInfo><KeyName>a</KeyName><KeyName>b</KeyName></KeyInfo>"),
            ("two KeyInfos", KeyInfo, KeyInfo + KeyInfo),
            ("no KeyInfo", KeyInfo, ""),
            ("an empty KeyInfo", KeyInfo, "<KeyInfo></KeyInfo>"),
            ("a KeyName that is no thumbprint", KeyInfo, "<KeyInfo><KeyName>somebody</KeyName></KeyInfo>"),
            ("white space in KeyInfo", "<KeyName>", " <KeyName>"),
            ("white space in SignatureValue", "<SignatureValue>", "<SignatureValue>\n "),
            ("white space between its elements", "<SignatureValue>", "\n    <SignatureValue>"),
            ("SignatureValue that is not canonical base64", "==</SignatureValue>", "=</SignatureValue>"),
            ("ds:Object", end, "<Object>payload</Object></Signature>"),
            ("SignatureValue of 63 bytes", Between(Signature, "<SignatureValue>", "</SignatureValue>"), $"<SignatureValue>{Convert.ToBase64String(new byte[63])}</SignatureValue>"),
            ("SignatureValue of 65 bytes", Between(Signature, "<SignatureValue>", "</SignatureValue>"), $"<SignatureValue>{Convert.ToBase64String(new byte[65])}</SignatureValue>"),
            ("SignatureValue without padding", "==</SignatureValue>", "</SignatureValue>"),
            ("SignatureValue in base64url", Between(Signature, "<SignatureValue>", "</SignatureValue>"), $"<SignatureValue>{Convert.ToBase64String(Enumerable.Repeat((byte)0xff, 64).ToArray()).Replace('/', '_')}</SignatureValue>"),
            ("empty SignatureValue", Between(Signature, "<SignatureValue>", "</SignatureValue>"), "<SignatureValue></SignatureValue>"),
            ("no SignatureValue", Between(Signature, "<SignatureValue>", "</SignatureValue>"), ""),
            ("text in Signature", end, "text</Signature>"),
            ("two SignedInfos", "<SignatureValue>", Between(Signature, "<SignedInfo>", "</SignedInfo>") + "<SignatureValue>"),
        ];
        foreach (var (name, old, next) in parts)
        {
            yield return ($"Signature: {name}", Replaced(Good, old, next), FaultCode.XmlSignatureForm);
        }
    }

    private static IEnumerable<(string Name, byte[] File, FaultCode Code)> Markup()
    {
        const FaultCode forbidden = FaultCode.ForbiddenXml;
        yield return ("comment before the root", File("<!-- x -->" + Root), forbidden);
        yield return ("comment after the root", File(Root + "<!-- x -->"), forbidden);
        yield return ("comment in text", Replaced(Good, "<Client>Acme<", "<Client>Ac<!-- x -->me<"), forbidden);
        yield return ("comment in a number", Replaced(Good, "<Kind name=\"developer\">5<", "<Kind name=\"developer\">5<!-- -->00<"), forbidden);
        yield return ("comment in SignatureValue", Replaced(Good, "<SignatureValue>", "<SignatureValue><!-- x -->"), forbidden);
        yield return ("comment in DigestValue", Replaced(Good, "<DigestValue>", "<DigestValue><!-- x -->"), forbidden);
        yield return ("comment in SignedInfo", Replaced(Good, "<SignedInfo>", "<SignedInfo><!-- x -->"), forbidden);
        yield return ("processing instruction before the root", File("<?xml-stylesheet href=\"http://127.0.0.1:9/x.xsl\"?>" + Root), forbidden);
        yield return ("processing instruction in the content", Replaced(Good, "<Product>", "<?x y?><Product>"), forbidden);
        yield return ("CDATA in text", Replaced(Good, "<Client>Acme<", "<Client><![CDATA[Acme]]><"), forbidden);
        yield return ("CDATA in DigestValue", Replaced(Good, "<DigestValue>", "<DigestValue><![CDATA[]]>"), forbidden);
        yield return ("internal DTD", File("<!DOCTYPE License [<!ENTITY x \"Acme\">]>" + Root.Replace("<Client>Acme<", "<Client>&x;<", StringComparison.Ordinal)), forbidden);
        yield return ("external DTD", File("<!DOCTYPE License SYSTEM \"http://127.0.0.1:9/x.dtd\">" + Root), forbidden);
        yield return ("external entity", File("<!DOCTYPE License [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Root.Replace("<Client>Acme<", "<Client>&x;<", StringComparison.Ordinal)), forbidden);
        yield return ("parameter entity", File("<!DOCTYPE License [<!ENTITY % x SYSTEM \"http://127.0.0.1:9/x\">%x;]>" + Root), forbidden);
        yield return ("default attribute by DTD", File("<!DOCTYPE License [<!ATTLIST Kind name CDATA \"developer\">]>" + Root), forbidden);
        yield return ("billion laughs", File("<!DOCTYPE License [<!ENTITY a \"ha\">" + string.Concat(Enumerable.Range(0, 25).Select(i => $"<!ENTITY {(char)('b' + i)} \"&{(char)('a' + i)};&{(char)('a' + i)};\">"))
            + "]>" + Root.Replace("<Client>Acme<", "<Client>&z;<", StringComparison.Ordinal)), forbidden);
        yield return ("quadratic blow-up", File($"<!DOCTYPE License [<!ENTITY a \"{new string('a', 50_000)}\">]>" + Root.Replace("<Client>Acme<", $"<Client>{string.Concat(Enumerable.Repeat("&a;", 20_000))}<", StringComparison.Ordinal)), forbidden);
        yield return ("an entity that nobody declared", Replaced(Good, "<Client>Acme<", "<Client>&nbsp;<"), FaultCode.NotXmlLicense);
        foreach (var depth in new[] { 17, 5_000, 20_000 })
        {
            yield return ($"depth {depth}", Replaced(Good, "<Product>", string.Concat(Enumerable.Repeat("<x>", depth)) + string.Concat(Enumerable.Repeat("</x>", depth)) + "<Product>"), FaultCode.BadSignature);
        }

        yield return ("depth without an end", File(string.Concat(Enumerable.Repeat("<License xmlns=\"urn:licensekit:license:1\">", 6_000))), FaultCode.NotXmlLicense);
        yield return ("two attributes", Replaced(Good, "<Kind name=\"developer\">", "<Kind name=\"developer\" x=\"1\">"), forbidden);
        yield return ("20 000 attributes", Replaced(Good, "<Product>", $"<Product{string.Concat(Enumerable.Range(0, 20_000).Select(i => $" a{i}=\"\""))}>"), forbidden);
        yield return ("600 namespaces", Replaced(Good, "<Product>", $"<Product{string.Concat(Enumerable.Range(0, 600).Select(i => $" xmlns:n{i}=\"{XmlNames.License}\""))}>"), forbidden);
        yield return ("another namespace", Replaced(Good, "<Product>", "<Product xmlns:x=\"urn:x\">"), forbidden);
        yield return ("a long namespace on many elements", File($"<License xmlns=\"urn:licensekit:license:1\" xmlns:x=\"urn:{new string('x', 100_000)}\">{string.Concat(Enumerable.Repeat("<x:a/>", 15_000))}</License>"), forbidden);
        yield return ("20 000 elements", Replaced(Good, "<Product>", string.Concat(Enumerable.Repeat("<a/>", 20_000)) + "<Product>"), FaultCode.BadSignature);
        yield return ("a prefix of the license's namespace that nothing has", Replaced(Good, "<Product>", "<Product xmlns:l=\"urn:licensekit:license:1\">"), forbidden);
        yield return ("xml:base", Replaced(Good, "<Product>", "<Product xml:base=\"http://127.0.0.1:9/\">"), forbidden);
        yield return ("xml:id", Replaced(Good, "<Product>", "<Product xml:id=\"x\">"), forbidden);
        yield return ("xml:space", Replaced(Good, "<License ", "<License xml:space=\"preserve\" "), forbidden);
        yield return ("XInclude", Replaced(Good, "<Product>", "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/><Product>"), forbidden);
    }

    private static IEnumerable<(string Name, byte[] File, FaultCode Code)> Encodings()
    {
        const FaultCode not = FaultCode.NotXmlLicense;
        yield return ("UTF-16 with a mark", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Root)], not);
        yield return ("UTF-16 big-endian with a mark", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Root)], not);
        yield return ("UTF-16 without a mark", Encoding.Unicode.GetBytes(Root), not);
        yield return ("UTF-16 declared", Some.Utf8("<?xml version=\"1.0\" encoding=\"utf-16\"?>\n" + Root), not);
        yield return ("ISO-8859-1", Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n" + Root.Replace("Acme", "Acm\u00e9", StringComparison.Ordinal)), not);
        yield return ("ISO-8859-1 declared", Some.Utf8("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n" + Root), not);
        yield return ("UTF-7", Some.Utf8("+ADw-License+AD4-"), FaultCode.NotABundle);
        yield return ("UTF-7 declared", Some.Utf8("<?xml version=\"1.0\" encoding=\"utf-7\"?>\n" + Root), not);
        yield return ("XML 1.1", Some.Utf8("<?xml version=\"1.1\"?>\n" + Root), not);
        yield return ("bytes that are not UTF-8", [.. Good.AsSpan(0, 60), 0xff, .. Good.AsSpan(60)], not);
        yield return ("an overlong form", [.. Some.Utf8(Text[..^10]), 0xc0, 0xbc, .. Some.Utf8(Text[^10..])], not);
        yield return ("NUL", Replaced(Good, "<Client>Acme<", "<Client>Acme\0<"), not);
        yield return ("reference to NUL", Replaced(Good, "<Client>Acme<", "<Client>Acme&#0;<"), not);
        yield return ("reference to a control character", Replaced(Good, "<Client>Acme<", "<Client>Acme&#1;<"), not);
        yield return ("cut off", Good[..^20], not);
        yield return ("something after the end", [.. Good, .. "x"u8], not);
        yield return ("only a bracket", "<"u8.ToArray(), not);
        yield return ("HTML", "<!DOCTYPE html><html></html>"u8.ToArray(), FaultCode.ForbiddenXml);
        yield return ("1 MiB and one byte", [.. Good, .. Enumerable.Repeat((byte)' ', XmlFormat.MaxBytes + 1 - Good.Length)], FaultCode.TooLarge);
        yield return ("the namespace of a later version", Replaced(Good, "urn:licensekit:license:1", "urn:licensekit:license:2"), FaultCode.UnsupportedVersion);
        yield return ("another namespace of the root", Replaced(Good, "urn:licensekit:license:1", "urn:x"), not);
        yield return ("no namespace", Replaced(Good, " xmlns=\"urn:licensekit:license:1\"", ""), not);
        yield return ("a session license in place of a Master's", Some.Utf8(Text.Replace("License>", "SessionLicense>", StringComparison.Ordinal).Replace("<License", "<SessionLicense", StringComparison.Ordinal)), FaultCode.UntrustedRoot);
    }

    /// <summary>Contents that the root key itself has signed: what a license may not say is refused whoever says it.</summary>
    private static IEnumerable<(string Name, byte[] File, FaultCode Code)> Contents()
    {
        (string Name, string Old, string New, FaultCode Code)[] contents =
        [
            ("unknown element", "<Serial>", "<Extra>1</Extra>\n  <Serial>", FaultCode.MissingMember),
            ("unknown element at the end", "</Issuer>", "</Issuer>\n  <Extra>1</Extra>", FaultCode.UnknownMember),
            ("a key beside the issuer", "</Issuer>", $"</Issuer>\n  <IssuerKey>{Some.Key(1).PublicKey.X}</IssuerKey>", FaultCode.UnknownMember),
            ("unknown element inside", "</PublicKey>", "</PublicKey><Extra></Extra>", FaultCode.UnknownMember),
            ("unknown attribute", "<Serial>", "<Serial x=\"1\">", FaultCode.UnknownMember),
            ("name on an element that has none", "<Serial>", "<Serial name=\"x\">", FaultCode.UnknownMember),
            ("attribute of the root", "<License xmlns=\"urn:licensekit:license:1\"", "<License xmlns=\"urn:licensekit:license:1\" version=\"1\"", FaultCode.UnknownMember),
            ("kind without name", "<Kind name=\"developer\">", "<Kind>", FaultCode.MissingMember),
            ("duplicate element", "<Serial>3</Serial>", "<Serial>3</Serial>\n  <Serial>3</Serial>", FaultCode.MissingMember),
            ("duplicate kind", "<Kind name=\"developer\">5</Kind>", "<Kind name=\"developer\">5</Kind><Kind name=\"developer\">5</Kind>", FaultCode.NotCanonical),
            ("kinds out of order", "<Kind name=\"developer\">", "<Kind name=\"zz\">", FaultCode.NotCanonical),
            ("a kind named as the pool", "<Kind name=\"execution\">", "<Kind name=\"generic\">", FaultCode.NotCanonical),
            ("missing element", "<Serial>3</Serial>\n  ", "", FaultCode.MissingMember),
            ("missing pool", "<Generic>3</Generic>", "", FaultCode.MissingMember),
            ("elements out of order", "<Serial>3</Serial>\n  <State>active</State>", "<State>active</State>\n  <Serial>3</Serial>", FaultCode.MissingMember),
            ("element of no namespace", "<Serial>3</Serial>", "<Serial xmlns=\"\">3</Serial>", FaultCode.ForbiddenXml),
            ("a carriage return between elements", "<Serial>", "&#xD;<Serial>", FaultCode.MissingMember),
            ("a carriage return in an empty element", "<Extensions>", "<Extensions>&#xD;", FaultCode.UnknownMember),
            ("text between elements", "<Serial>", "text<Serial>", FaultCode.MissingMember),
            ("element in a text", "<Client>Acme", "<Client><b></b>Acme", FaultCode.UnknownMember),
            ("number with a sign", "<Serial>3<", "<Serial>+3<", FaultCode.WrongType),
            ("negative number", "<Serial>3<", "<Serial>-3<", FaultCode.WrongType),
            ("number with a leading zero", "<Serial>3<", "<Serial>03<", FaultCode.WrongType),
            ("number with spaces", "<Serial>3<", "<Serial> 3 <", FaultCode.WrongType),
            ("number with a fraction", "<Serial>3<", "<Serial>3.0<", FaultCode.WrongType),
            ("number with an exponent", "<Serial>3<", "<Serial>3e1<", FaultCode.WrongType),
            ("number in full-width digits", "<Serial>3<", "<Serial>\uff13<", FaultCode.WrongType),
            ("number in Arabic digits", "<Serial>3<", "<Serial>\u0663<", FaultCode.WrongType),
            ("empty number", "<Serial>3<", "<Serial><", FaultCode.WrongType),
            ("serial 0", "<Serial>3<", "<Serial>0<", FaultCode.OutOfRange),
            ("serial 2^53", "<Serial>3<", "<Serial>9007199254740992<", FaultCode.OutOfRange),
            ("serial 2^64", "<Serial>3<", "<Serial>18446744073709551616<", FaultCode.WrongType),
            ("a billion in place of unlimited", "<Generic>3<", "<Generic>1000000000<", FaultCode.OutOfRange),
            ("unlimited in another case", "<Generic>3<", "<Generic>Unlimited<", FaultCode.WrongType),
            ("an unlimited serial", "<Serial>3<", "<Serial>unlimited<", FaultCode.WrongType),
            ("oem 8", "<Oem>7<", "<Oem>8<", FaultCode.OutOfRange),
            ("oem 2^32", "<Oem>7<", "<Oem>4294967296<", FaultCode.OutOfRange),
            ("unknown state", "<State>active<", "<State>Active<", FaultCode.OutOfRange),
            ("unknown overage", "<Mode>deadline<", "<Mode>never<", FaultCode.OutOfRange),
            ("seconds of an overage that has none", "<Mode>deadline<", "<Mode>finish<", FaultCode.UnknownMember),
            ("local time", "<NotBefore>2027-01-15T08:00:00Z<", "<NotBefore>2027-01-15T08:00:00<", FaultCode.WrongType),
            ("time with an offset", "<NotBefore>2027-01-15T08:00:00Z<", "<NotBefore>2027-01-15T08:00:00+00:00<", FaultCode.WrongType),
            ("time with fractions", "<NotBefore>2027-01-15T08:00:00Z<", "<NotBefore>2027-01-15T08:00:00.0Z<", FaultCode.WrongType),
            ("time 24:00", "<NotBefore>2027-01-15T08:00:00Z<", "<NotBefore>2027-01-14T24:00:00Z<", FaultCode.WrongType),
            ("February 30", "<NotBefore>2027-01-15T08:00:00Z<", "<NotBefore>2027-02-30T08:00:00Z<", FaultCode.WrongType),
            ("a leap second", "<NotBefore>2027-01-15T08:00:00Z<", "<NotBefore>2026-12-31T23:59:60Z<", FaultCode.WrongType),
            ("time as seconds", "<NotBefore>2027-01-15T08:00:00Z<", "<NotBefore>1800000000<", FaultCode.WrongType),
            ("time with spaces", "<NotBefore>2027-01-15T08:00:00Z<", "<NotBefore> 2027-01-15T08:00:00Z<", FaultCode.WrongType),
            ("time in lower case", "<NotBefore>2027-01-15T08:00:00Z<", "<NotBefore>2027-01-15t08:00:00z<", FaultCode.WrongType),
            ("time before 1970", "<NotBefore>2027-01-15T08:00:00Z<", "<NotBefore>1969-12-31T23:59:59Z<", FaultCode.OutOfRange),
            ("end before start", "<Expires>2028-01-15T08:00:00Z<", "<Expires>2027-01-15T08:00:00Z<", FaultCode.BadPeriod),
            ("bidi override in the client", "<Client>Acme<", "<Client>Ac\u202eme<", FaultCode.BadText),
            ("client with a line break", "<Client>Acme<", "<Client>Ac\nme<", FaultCode.BadText),
            ("client of spaces around a carriage return", "<Client>Acme<", "<Client> &#xD; <", FaultCode.BadText),
            ("invisible character in the client", "<Client>Acme<", "<Client>Ac\u200bme<", FaultCode.BadText),
            ("malformed id", "<Id>L0<", "<Id>L 0<", FaultCode.BadText),
            ("feature twice", "</Feature>\n  </Features>", "</Feature><Feature name=\"vision\"></Feature>\n  </Features>", FaultCode.NotCanonical),
            ("extension twice", "</Extension>", "</Extension><Extension name=\"note\"></Extension>", FaultCode.NotCanonical),
            ("stages out of order", "<From>2027-04-25T08:00:00Z<", "<From>2027-12-25T08:00:00Z<", FaultCode.BadStages),
            ("an empty-element tag that was signed as it stands", "<Extensions>", "<Extensions/><Extensions>", FaultCode.BadSignature),
            ("two holders", "</PublicKey>", "</PublicKey><LicenseCode>x</LicenseCode>", FaultCode.UnknownMember),
            ("a holder of neither form", Between(Text, "<PublicKey>", "</PublicKey>"), "", FaultCode.MissingMember),
            ("a public key that is not canonical base64url", Some.Key(1).PublicKey.X, NotCanonical(Some.Key(1).PublicKey.X), FaultCode.BadKey),
            ("a malformed license code", Between(Text, "<PublicKey>", "</PublicKey>"), "<LicenseCode>00000</LicenseCode>", FaultCode.BadLicenseCode),
            ("a holder key of small order", Some.Key(1).PublicKey.X, Base64UrlText.Encode(new byte[32]), FaultCode.BadKey),
            ("no holder", Between(Text, "<Holder>", "</Holder>") + "\n  ", "", FaultCode.NotAMaster),
            ("another product", "<Product>acme.robot<", "<Product>acme.other<", FaultCode.WrongProduct),
            ("an issuer that is not the root key", "<Issuer>", "<Issuer>x", FaultCode.NotAMaster),
        ];
        foreach (var (name, old, next, code) in contents)
        {
            yield return ($"content: {name}", Signed(SomeXml.Text(Replaced(Some.Utf8(Open), old, next))), code);
        }
    }

    private static IEnumerable<(string Name, byte[] File, FaultCode Code)> Changes()
    {
        yield return ("content changed after signing", Some.Utf8(Text.Replace(Open, Evil, StringComparison.Ordinal)), FaultCode.BadSignature);
        yield return ("re-indented", Replaced(Good, "\n  ", "\n    "), FaultCode.BadSignature);
        yield return ("trailing spaces trimmed before the signature", Replaced(Good, "\n  <Signature", "\n<Signature"), FaultCode.BadSignature);
        yield return ("signed by another key that says so", new Content(DocumentType.ServerLicense, Open).Sign(Some.Key(9)), FaultCode.UntrustedRoot);
        yield return ("signed by another key under the root key's name", Replaced(new Content(DocumentType.ServerLicense, Open).Sign(Some.Key(9)), Some.Key(9).PublicKey.Thumbprint, Some.Root.PublicKey.Thumbprint), FaultCode.BadSignature);
        yield return ("signed by the root key under another key's name", Replaced(Good, Some.Root.PublicKey.Thumbprint, Some.Key(9).PublicKey.Thumbprint), FaultCode.UntrustedRoot);
        yield return ("digest of other content", Replaced(Good, Between(Text, "<DigestValue>", "</DigestValue>"), $"<DigestValue>{Convert.ToBase64String(new byte[32])}</DigestValue>"), FaultCode.BadSignature);
        yield return ("prefix of the signature rewritten", Some.Utf8(Text.Replace(Signature, Signature.Replace("<Signature xmlns=", "<ds:Signature xmlns:ds=", StringComparison.Ordinal).Replace("</", "</ds:", StringComparison.Ordinal)
            .Replace("<S", "<ds:S", StringComparison.Ordinal).Replace("<C", "<ds:C", StringComparison.Ordinal).Replace("<R", "<ds:R", StringComparison.Ordinal).Replace("<T", "<ds:T", StringComparison.Ordinal)
            .Replace("<D", "<ds:D", StringComparison.Ordinal).Replace("<K", "<ds:K", StringComparison.Ordinal), StringComparison.Ordinal)), FaultCode.ForbiddenXml);
        yield return ("prefix of the content rewritten", Some.Utf8(Text.Replace("xmlns=\"urn:licensekit:license:1\"", "xmlns:l=\"urn:licensekit:license:1\"", StringComparison.Ordinal)
            .Replace("<License", "<l:License", StringComparison.Ordinal).Replace("</License", "</l:License", StringComparison.Ordinal)), FaultCode.ForbiddenXml);
    }

    /// <summary>The good content under a signature with another SignedInfo, which the root key has signed all the same.</summary>
    private static byte[] WithSignedInfo(string inner)
    {
        var digest = SHA256.HashData(new Content(DocumentType.ServerLicense, Open).Hashed());
        var info = inner.Replace("DIGEST16", Convert.ToBase64String(digest[..16]), StringComparison.Ordinal).Replace("DIGEST", Convert.ToBase64String(digest), StringComparison.Ordinal);
        var signature = new byte[64];
        Some.Root.Sign(Some.Utf8($"<SignedInfo xmlns=\"{Dsig}\">{info}</SignedInfo>"), signature);
        return File($"{Open}\n  <Signature xmlns=\"{Dsig}\"><SignedInfo>{info}</SignedInfo><SignatureValue>{Convert.ToBase64String(signature)}</SignatureValue>{KeyInfo}</Signature>\n</License>");
    }

    /// <summary>The same bytes in a spelling with other unused bits.</summary>
    private static string NotCanonical(string base64Url) => base64Url[..^1] + (char)(base64Url[^1] + 1);

    private static byte[] File(string root) => Some.Utf8("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root + "\n");

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal);
        return text[start..(text.IndexOf(to, start, StringComparison.Ordinal) + to.Length)];
    }
}
