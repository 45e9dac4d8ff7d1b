using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using LicenseKit.Chains;
using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;
using LicenseKit.Xml;
using XmlNotation = LicenseKit.Fuzz.Notations.XmlNotation;

namespace LicenseKit.Fuzz;

/// <summary>The last license of a chain as XML with an enveloped signature, and those above it as a bundle inside.</summary>
internal sealed class XmlFormat(BundleFormat native) : ChainFormat
{
    private const string Dsig = "http://www.w3.org/2000/09/xmldsig#";
    private const string C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";

    private readonly Dictionary<(Seed Seed, int Links), byte[]> _native = [];

    public override string Name => "xml";

    public override XmlNotation Notation { get; } = new(native.Notation);

    public override Places Places { get; } = new("Id", "Serial", "Parent.Serial", "Parent.Sha256", "Holder.PublicKey");

    public override string[] Names => XmlPieces.Names;

    public override byte[][] Values => XmlPieces.Values;

    public override byte[] Assemble(Recipe recipe)
    {
        var last = recipe.Order.Count > 0 ? recipe.Order[^1] : 0;
        return Sign(recipe.Drafts[last], last > 0 ? Native(recipe, last) : []);
    }

    public override IReadOnlyList<FileDocument> DocumentsOf(byte[] file)
    {
        if (file.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
        {
            return native.DocumentsOf(file);
        }

        var document = Load(Encoding.UTF8.GetString(file).TrimStart('\ufeff'));
        var signature = document.DocumentElement!.ChildNodes.OfType<XmlElement>().Last();
        var signedInfo = signature.ChildNodes.OfType<XmlElement>().First();
        var signed = Canonical(signedInfo.OuterXml)!;
        var digest = signedInfo.GetElementsByTagName("DigestValue", Dsig).OfType<XmlElement>().Single().InnerText;
        var value = Convert.FromBase64String(signature.ChildNodes.OfType<XmlElement>().ElementAt(1).InnerText);
        document.DocumentElement.RemoveChild(signature);
        var content = Canonical(document.OuterXml)!;
        var license = XElement.Parse(Encoding.UTF8.GetString(content), LoadOptions.PreserveWhitespace);
        var own = new FileDocument(
            XmlPayload.Of(license),
            key => key.Verifies(signed, value) && SHA256.HashData(content).AsSpan().SequenceEqual(Convert.FromBase64String(digest)),
            Convert.ToHexString(SHA256.HashData(content)),
            null);
        var above = license.Elements(license.Name.Namespace + "IssuerLicense").SingleOrDefault();
        return above is null ? [own] : [.. DocumentsOf(Convert.FromBase64String(above.Value)), own];
    }

    protected override Verifier Opened(Verifier verifier) => verifier.Accept(XmlLicenses.Format);

    /// <summary>The links above as a bundle, as they are in the seed.</summary>
    private byte[] Native(Recipe recipe, int links)
    {
        var seed = Array.FindIndex(Seeds, s => s.Links[0] == recipe.Drafts[0].Seed);
        if (!_native.TryGetValue((Seeds[seed], links), out var file))
        {
            var good = Recipe.Read([0x80, (byte)Array.IndexOf(native.Choices, native.Seeds[seed])], native);
            good.Order.RemoveRange(links, good.Order.Count - links);
            good.Keys.RemoveAll(k => good.Order.TrueForAll(i => good.Drafts[i].Seed.Id != k.Id));
            _native[(Seeds[seed], links)] = file = good.Cook(native);
        }

        return file;
    }

    /// <summary>Variants: 0 as the library writes it; 1 the digest of the canonical form, whatever the layout; 2 with a prefix and without KeyInfo; 3 under another algorithm's name.</summary>
    private static byte[] Sign(Draft draft, byte[] above)
    {
        var close = XmlNotation.CloseOf(draft.Content);
        byte[] open =
        [
            .. draft.Content,
            .. Encoding.ASCII.GetBytes(above.Length == 0 ? "" : $"\n  <IssuerLicense>{Convert.ToBase64String(above)}</IssuerLicense>"), .. "\n  "u8,
        ];
        byte[] content = [.. open, .. Encoding.ASCII.GetBytes(close)];
        var digest = Convert.ToBase64String(SHA256.HashData((draft.Variant == 0 ? null : Canonical(Encoding.UTF8.GetString(content))) ?? content));
        var prefix = draft.Variant == 2 ? "ds:" : "";
        var declaration = draft.Variant == 2 ? "xmlns:ds" : "xmlns";
        var inside = SignedInfo(prefix, draft.Variant == 3 ? "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256" : "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", digest);
        var value = new byte[64];
        draft.Signer.Sign(Encoding.ASCII.GetBytes($"<{prefix}SignedInfo {declaration}=\"{Dsig}\">{inside}</{prefix}SignedInfo>"), value);
        var keyInfo = draft.Variant == 2 ? "" : $"<KeyInfo><KeyName>{draft.Signer.Thumbprint}</KeyName></KeyInfo>";
        return
        [
            .. "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"u8, .. open,
            .. Encoding.ASCII.GetBytes($"<{prefix}Signature {declaration}=\"{Dsig}\"><{prefix}SignedInfo>{inside}</{prefix}SignedInfo><{prefix}SignatureValue>{Convert.ToBase64String(value)}</{prefix}SignatureValue>{keyInfo}</{prefix}Signature>"),
            .. Encoding.ASCII.GetBytes(close), (byte)'\n',
        ];
    }

    private static string SignedInfo(string p, string algorithm, string digest) =>
        $"<{p}CanonicalizationMethod Algorithm=\"{C14N}\"></{p}CanonicalizationMethod><{p}SignatureMethod Algorithm=\"{algorithm}\"></{p}SignatureMethod><{p}Reference URI=\"\"><{p}Transforms>"
        + $"<{p}Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></{p}Transform><{p}Transform Algorithm=\"{C14N}\"></{p}Transform></{p}Transforms>"
        + $"<{p}DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></{p}DigestMethod><{p}DigestValue>{digest}</{p}DigestValue></{p}Reference>";

    /// <summary>Exclusive C14N; null when the text is not well-formed.</summary>
    private static byte[]? Canonical(string xml)
    {
        try
        {
            var transform = new XmlDsigExcC14NTransform();
            transform.LoadInput(Load(xml));
            using var canonical = (MemoryStream)transform.GetOutput(typeof(Stream));
            return canonical.ToArray();
        }
        catch (Exception e) when (e is XmlException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The document with its line ends as XML has them (2.11): <see cref="XmlDocument.LoadXml"/> keeps a carriage return.</summary>
    private static XmlDocument Load(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml));
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.Load(reader);
        return document;
    }
}
