using System.Security.Cryptography;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Tests.Xml;
using LicenseKit.Xml;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Files in XML: good ones, other spellings of them that say the same, and every attack.</summary>
internal static class XmlFiles
{
    private static readonly byte[] Master = SomeXml.Master();

    public static IEnumerable<VectorFile> Good() => [.. Chains(), .. Contents(), .. Spellings()];

    public static IEnumerable<VectorFile> Hostile() =>
        [.. XmlAttacks.All.Select(a => Xml(Slug(a.Key), $"XML: {a.Key}.", a.Value.File, a.Value.Code)), .. Above(), Xml("prefixed", "A tool that writes its signature with a prefix.", Prefixed(), FaultCode.ForbiddenXml)];

    private static IEnumerable<VectorFile> Chains()
    {
        for (var links = 1; links <= 8; links++)
        {
            yield return Xml($"chain-{links}", links == 1 ? "A Master license alone, in XML." : $"The last of {links} server licenses in XML, those above it as a bundle.", SomeXml.Chain(links));
        }

        var bound = Some.Master().Issue(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Some.Key(2).PublicKey, Some.Product)) });
        yield return Xml("issuer-by-code", "The issuer is bound by License Code; its key stands in the bundle.",
            XmlLicenses.Sign(bound.Issue().Claims, Some.Verify(bound.BundleWithKey()).Chain!, Some.Key(2)));
        yield return Xml("session-license", "A session license in XML, its server's license inside.",
            XmlLicenses.Convert(Some.Verify(Some.Child().Gives().Bundle()).Chain!, Some.Key(2)));
    }

    private static IEnumerable<VectorFile> Contents()
    {
        yield return Xml("perpetual-unlimited", "Perpetual, everything unlimited.", SomeXml.Master(c => c with
        {
            Expires = UnixTime.Max, Stages = [], Seats = Some.Seats(Limit.Unlimited, Limit.Unlimited, Limit.Unlimited), MaxDuration = Limit.Unlimited, MaxLease = Limit.Unlimited, MaxLicenses = Limit.Unlimited, MaxOffline = Limit.Unlimited,
        }));
        yield return Xml("suspended", "A suspended license is accepted, and grants nothing.", SomeXml.Master(c => c with { State = LicenseState.Suspended }));
        yield return Xml("texts", "Markup, quotes, spaces and characters beyond the BMP in texts.", SomeXml.Master(c => c with
        {
            Client = "<Acme> & \"Söhne\" \ud83d\ude00", Extensions = new Dictionary<string, string>(StringComparer.Ordinal) { ["a<b>&\"'  "] = " ]]> &amp;  <!-- -->", ["empty"] = "" },
        }));
        yield return Xml("signed-at-its-end-with-more-seats", "Signed at the end of its own period, so that no seats are compared: it is worth nothing before.",
            SomeXml.Leaf(Some.Child(c => c with { IssuedAt = c.End, Stages = [], Seats = Some.Seats(900_000_000, 900_000_000, 900_000_000) }), Some.Key(1)));
        yield return Xml("stages-256", "As many stages as may be.", SomeXml.Master(c => c with { Stages = [.. Enumerable.Range(0, 256).Select(i => Some.Stage(Some.Now + (i * 2), Some.Now + (i * 2) + 1, Some.Seats(i, 20, 3)))] }));
    }

    private static IEnumerable<VectorFile> Spellings()
    {
        yield return Xml("crlf", "Line ends as Windows writes them.", XmlAttacks.Replaced(Master, "\n", "\r\n"));
        yield return Xml("bom", "A byte order mark.", [0xef, 0xbb, 0xbf, .. Master]);
        yield return Xml("no-declaration", "Without an XML declaration.", XmlAttacks.Replaced(Master, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n", ""));
        yield return Xml("quotes-and-empty-tags", "Other quotes, and empty-element tags in the signature.", XmlAttacks.Replaced(XmlAttacks.Replaced(Master, "></DigestMethod>", "/>"), "\"1.0\" encoding=\"utf-8\"", "'1.0' encoding='UTF-8'"));
        yield return Xml("character-reference", "A digit as character reference.", XmlAttacks.Replaced(Master, "<Kind name=\"developer\">5</Kind>", "<Kind\n name='developer'>&#53;</Kind >"));
    }

    /// <summary>What may not stand for the bundle above.</summary>
    private static IEnumerable<VectorFile> Above()
    {
        var (child, bundle) = (Some.Child(), Convert.ToBase64String(Some.Child().Bundle()));
        yield return Xml("above-is-xml", "An issuer's file in XML inside a license in XML.", SomeXml.Child(child, Convert.ToBase64String(SomeXml.Chain(2))), FaultCode.BadIssuerLicense);
        yield return Xml("above-is-no-bundle", "In place of the bundle stands another text.", SomeXml.Child(child, "AAAA"), FaultCode.NotABundle);
        yield return Xml("above-is-empty", "An empty IssuerLicense.", SomeXml.Child(child, ""), FaultCode.NotABundle);
        yield return Xml("above-with-unused-bits", "The bundle in base64 with unused bits that are not zero.", SomeXml.Child(child, "AAB="), FaultCode.BadIssuerLicense);
        yield return Xml("above-without-padding", "The bundle in base64 without its padding.", SomeXml.Child(child, "AAA"), FaultCode.BadIssuerLicense);
        yield return Xml("above-with-a-line-break", "The bundle in base64 with a line break.", SomeXml.Child(child, bundle[..76] + "\n" + bundle[76..]), FaultCode.BadIssuerLicense);
        yield return Xml("above-is-absent", "A license that is no Master's without those above it.", SomeXml.Child(child, null), FaultCode.UntrustedRoot);
        yield return Xml("above-is-a-session-license", "An issuer that is a session license.", SomeXml.Child(child, Convert.ToBase64String(child.Gives().Bundle())), FaultCode.WrongHeader);
        yield return Xml("chain-9", "A ninth server license, in XML.", SomeXml.Child(Some.Chain(8), Convert.ToBase64String(Some.Chain(8).Bundle())), FaultCode.ChainLength);
        yield return Xml("chain-10", "Ten documents, the last in XML.", SomeXml.Child(Some.Chain(8), Convert.ToBase64String(Some.Chain(8).Gives().Bundle())), FaultCode.ChainLength);
        var bound = Some.Master().Issue(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Some.Key(2).PublicKey, Some.Product)) });
        yield return Xml("issuer-by-code-without-key", "The issuer is bound by License Code, and its key is not in the bundle.", SomeXml.Child(bound, Convert.ToBase64String(bound.Bundle())), FaultCode.IssuerNotBound);
        yield return Xml("issuer-by-code-with-another-key", "The issuer is bound by License Code, and another key stands in the bundle.",
            SomeXml.Child(bound, Convert.ToBase64String(bound.BundleWith((bound.License.Id, Some.Key(9).PublicKey)))), FaultCode.BundleKeys);
        yield return Xml("issuer-with-a-key-too-many", "The issuer is bound to a key, which stands in the bundle once more.",
            SomeXml.Child(child, Convert.ToBase64String(child.BundleWith((child.License.Id, Some.Key(2).PublicKey)))), FaultCode.BundleKeys);
    }

    /// <summary>The content of the Master's file under a signature with the prefix that most tools write.</summary>
    private static byte[] Prefixed()
    {
        var text = SomeXml.Text(Master);
        var open = text[text.IndexOf("<License", StringComparison.Ordinal)..text.IndexOf("\n  <Signature", StringComparison.Ordinal)];
        var info = "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:CanonicalizationMethod>"
            + "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519\"></ds:SignatureMethod><ds:Reference URI=\"\"><ds:Transforms>"
            + "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform><ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform></ds:Transforms>"
            + "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></ds:DigestMethod>"
            + $"<ds:DigestValue>{Convert.ToBase64String(SHA256.HashData(new Content(DocumentType.ServerLicense, open).Hashed()))}</ds:DigestValue></ds:Reference></ds:SignedInfo>";
        var signature = new byte[64];
        Some.Root.Sign(Some.Utf8($"<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{info}"), signature);
        return Some.Utf8($"<?xml version=\"1.0\"?>\n{open}\n  <ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo>{info}<ds:SignatureValue>{Convert.ToBase64String(signature)}</ds:SignatureValue><ds:KeyInfo><ds:KeyName>{Some.Root.PublicKey.Thumbprint}</ds:KeyName></ds:KeyInfo></ds:Signature>\n</License>\n");
    }

    private static VectorFile Xml(string name, string what, byte[] bytes, FaultCode fault = FaultCode.None) => new($"xml-{name}", what, bytes, fault) { Format = "xml" };

    private static string Slug(string name) => string.Join('-', new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
