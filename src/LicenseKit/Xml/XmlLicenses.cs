using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Xml;

/// <summary>Licenses in XML: a second encoding of the same documents, for tools that read XML and verify XMLDSig.</summary>
/// <remarks>
/// A program that does not name this class neither accepts such files nor carries the code for them. The signature is enveloped, Ed25519
/// (RFC 9231) over exclusive C14N, in one fixed form; see "XML" in <c>docs/file-format.md</c>.
/// </remarks>
public static class XmlLicenses
{
    /// <summary>For <see cref="Verifier.Accept"/>: takes license files in XML, and JWS bundles inside them.</summary>
    public static LicenseFormat Format { get; } = new XmlFormat();

    /// <summary>A Master's license, signed by the root key.</summary>
    internal static Outcome<byte[]> Sign(ServerLicenseClaims claims, ISigner root) => Sign(Content.Of(claims, new IssuerPart(null, null)), root);

    /// <summary>A server license below one whose holder signs it.</summary>
    /// <param name="claims">What it says.</param>
    /// <param name="issuer">The issuer's chain, which goes into the file as it is.</param>
    /// <param name="key">The key of the issuer's server.</param>
    internal static Outcome<byte[]> Sign(ServerLicenseClaims claims, Chain issuer, ISigner key) => Sign(Content.Of(claims, Part(issuer, issuer.Links.Count - 1, key)), key);

    /// <summary>A session license of the server whose chain and key these are.</summary>
    internal static Outcome<byte[]> Sign(SessionLicenseClaims claims, Chain issuer, ISigner key) => Sign(Content.Of(claims, Part(issuer, issuer.Links.Count - 1, key)), key);

    /// <summary>The last document of a chain again, in XML, by the key that signed it before.</summary>
    internal static Outcome<byte[]> Convert(Chain chain, ISigner key) =>
        chain.SessionLicense is { } session ? Sign(session.Claims, chain, key)
        : chain.Links.Count == 1 ? Sign(chain.Leaf.Claims, key)
        : Sign(Content.Of(chain.Leaf.Claims, Part(chain, chain.Links.Count - 2, key)), key);

    private static IssuerPart Part(Chain chain, int issuer, ISigner key) => new(
        chain.Links[issuer].Binding is Binding.ToCode ? key.PublicKey.X : null,
        System.Convert.ToBase64String(chain.FileOf(issuer).Span));

    private static Outcome<byte[]> Sign(Content content, ISigner key)
    {
        if (content.Write(out var xml) is { } unwritable)
        {
            return unwritable;
        }

        try
        {
            var file = ExactForm.Sign(xml, content.Type, key);
            return LicenseFile.TooLarge(file) is { } tooLarge ? tooLarge : file;
        }
        catch (SigningException e)
        {
            return e.Fault;
        }
    }
}
