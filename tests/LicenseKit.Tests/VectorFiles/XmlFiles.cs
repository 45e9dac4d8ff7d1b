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
        XmlAttacks.All.Select(a => new VectorFile($"xml-{Slug(a.Key)}", $"XML: {a.Key}.", a.Value.File, a.Value.Code) { Format = "xml" });

    private static IEnumerable<VectorFile> Chains()
    {
        for (var links = 1; links <= 8; links++)
        {
            yield return Xml($"chain-{links}", links == 1 ? "A Master license alone, in XML." : $"{links} server licenses in XML, each inside the next.", SomeXml.Chain(links));
        }

        yield return Xml("leaf-over-bundle", "A license in XML whose issuers are a bundle of JWS.", SomeXml.Leaf(Some.Chain(3), Some.Key(2)));
        var bound = Some.Master().Issue(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Some.Key(2).PublicKey, Some.Product)) });
        yield return Xml("issuer-by-code", "The issuer is bound by License Code; its key stands beside its license.",
            SomeXml.Of(XmlLicenses.Sign(bound.Issue().Claims, Some.Verify(bound.BundleWithKey()).Chain!, Some.Key(2))));
        yield return Xml("session-license", "A session license in XML, its server's license inside.",
            SomeXml.Of(XmlLicenses.Convert(Some.Verify(Some.Child().Gives().Bundle()).Chain!, Some.Key(2))));
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
        yield return Xml("no-key-name", "Without the hint at the key.", XmlAttacks.Replaced(Master, $"<KeyInfo><KeyName>{Some.Root.PublicKey.Thumbprint}</KeyName></KeyInfo>", ""));
        yield return Xml("other-key-name", "With a hint at another key, which decides nothing.", XmlAttacks.Replaced(Master, $"<KeyName>{Some.Root.PublicKey.Thumbprint}</KeyName>", "<KeyName>somebody</KeyName>"));
        yield return Xml("spaced-value", "White space in the signature value.", XmlAttacks.Replaced(Master, "<SignatureValue>", "<SignatureValue>\n "));
        yield return Xml("prefixed", "A tool that writes its signature with a prefix.", Prefixed());
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
            + $"<ds:DigestValue>{Convert.ToBase64String(SHA256.HashData(ExactForm.Content(open, DocumentType.ServerLicense)))}</ds:DigestValue></ds:Reference></ds:SignedInfo>";
        var signature = new byte[64];
        Some.Root.Sign(Some.Utf8($"<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{info}"), signature);
        return Some.Utf8($"<?xml version=\"1.0\"?>\n{open}\n  <ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo>{info}<ds:SignatureValue>{Convert.ToBase64String(signature)}</ds:SignatureValue></ds:Signature>\n</License>\n");
    }

    private static VectorFile Xml(string name, string what, byte[] bytes) => new($"xml-{name}", what, bytes) { Format = "xml" };

    private static string Slug(string name) => string.Join('-', new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
