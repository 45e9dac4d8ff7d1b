using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Xml;

/// <summary>Licenses in XML: a second encoding of the same documents, for tools that read XML and verify XMLDSig.</summary>
/// <remarks>
/// The signature is enveloped, Ed25519 (RFC 9231) over exclusive C14N, in one fixed form; the licenses above stand in the file as a
/// bundle of JWS documents. See "XML" in <c>docs/file-format.md</c>.
/// </remarks>
public static class XmlLicenses
{
    /// <summary>For <see cref="Verifier.Accept"/>: takes license files in XML, at most 1 MiB.</summary>
    public static LicenseFormat Format { get; } = new XmlFormat();

    /// <summary>A Master's license, signed by the root key.</summary>
    internal static byte[] Sign(ServerLicenseClaims claims, SigningKey root) => Content.Of(claims, null).Sign(root);

    /// <summary>A server license below one whose holder signs it.</summary>
    /// <param name="claims">What it says.</param>
    /// <param name="issuer">The issuer's chain, whose documents are JWS.</param>
    /// <param name="key">The key of the issuer's server.</param>
    internal static byte[] Sign(ServerLicenseClaims claims, Chain issuer, SigningKey key) =>
        Content.Of(claims, FileOf(issuer.Links.Count, issuer, key.PublicKey)).Sign(key);

    /// <summary>A session license of the server whose chain and key these are.</summary>
    internal static byte[] Sign(SessionLicenseClaims claims, Chain issuer, SigningKey key) =>
        Content.Of(claims, FileOf(issuer.Links.Count, issuer, key.PublicKey)).Sign(key);

    /// <summary>A server license, signed by a key that may live elsewhere.</summary>
    internal static Task<Outcome<byte[]>> SignAsync(ServerLicenseClaims claims, Chain issuer, ISigner signer, CancellationToken cancellationToken) =>
        SignAsync(Content.Of(claims, FileOf(issuer.Links.Count, issuer, signer.PublicKey)), signer, cancellationToken);

    /// <summary>A session license, signed by a key that may live elsewhere.</summary>
    internal static Task<Outcome<byte[]>> SignAsync(SessionLicenseClaims claims, Chain issuer, ISigner signer, CancellationToken cancellationToken) =>
        SignAsync(Content.Of(claims, FileOf(issuer.Links.Count, issuer, signer.PublicKey)), signer, cancellationToken);

    /// <summary>The last document of a chain again, in XML, by the key that signed it before.</summary>
    internal static byte[] Convert(Chain chain, SigningKey key) =>
        chain.SessionLicense is { } session ? Sign(session.Claims, chain, key)
        : chain.Links.Count == 1 ? Sign(chain.Leaf.Claims, key)
        : Content.Of(chain.Leaf.Claims, FileOf(chain.Links.Count - 1, chain, key.PublicKey)).Sign(key);

    private static string FileOf(int links, Chain chain, PublicKey holder) => System.Convert.ToBase64String(chain.ToBundleOf(links, holder));

    private static async Task<Outcome<byte[]>> SignAsync(Content content, ISigner signer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.SignAsync(signer, cancellationToken).ConfigureAwait(false);
        }
        catch (SigningException e)
        {
            return e.Fault;
        }
    }
}
