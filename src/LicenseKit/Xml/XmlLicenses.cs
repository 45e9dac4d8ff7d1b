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
    internal static Outcome<byte[]> Sign(ServerLicenseClaims claims, SigningKey root) => Sign(Content.Of(claims, new IssuerPart(null, null)), root);

    /// <summary>A server license below one whose holder signs it.</summary>
    /// <param name="claims">What it says.</param>
    /// <param name="issuer">The issuer's chain, which goes into the file as it is.</param>
    /// <param name="key">The key of the issuer's server.</param>
    internal static Outcome<byte[]> Sign(ServerLicenseClaims claims, Chain issuer, SigningKey key) => Sign(Content.Of(claims, Part(issuer, issuer.Links.Count - 1, key.PublicKey)), key);

    /// <summary>A session license of the server whose chain and key these are.</summary>
    internal static Outcome<byte[]> Sign(SessionLicenseClaims claims, Chain issuer, SigningKey key) => Sign(Content.Of(claims, Part(issuer, issuer.Links.Count - 1, key.PublicKey)), key);

    /// <summary>A server license, signed by a key that may live elsewhere.</summary>
    internal static Task<Outcome<byte[]>> SignAsync(ServerLicenseClaims claims, Chain issuer, ISigner signer, CancellationToken cancellationToken) =>
        SignAsync(Content.Of(claims, Part(issuer, issuer.Links.Count - 1, signer.PublicKey)), signer, cancellationToken);

    /// <summary>A session license, signed by a key that may live elsewhere.</summary>
    internal static Task<Outcome<byte[]>> SignAsync(SessionLicenseClaims claims, Chain issuer, ISigner signer, CancellationToken cancellationToken) =>
        SignAsync(Content.Of(claims, Part(issuer, issuer.Links.Count - 1, signer.PublicKey)), signer, cancellationToken);

    /// <summary>The last document of a chain again, in XML, by the key that signed it before.</summary>
    internal static Outcome<byte[]> Convert(Chain chain, SigningKey key) =>
        chain.SessionLicense is { } session ? Sign(session.Claims, chain, key)
        : chain.Links.Count == 1 ? Sign(chain.Leaf.Claims, key)
        : Sign(Content.Of(chain.Leaf.Claims, Part(chain, chain.Links.Count - 2, key.PublicKey)), key);

    private static IssuerPart Part(Chain chain, int issuer, PublicKey key) => new(
        chain.Links[issuer].Binding is Binding.ToCode ? key.X : null,
        System.Convert.ToBase64String(chain.FileOf(issuer).Span));

    private static Outcome<byte[]> Sign(Content content, SigningKey key) =>
        content.Write(out var xml) is { } unwritable ? unwritable : WithinSize(ExactForm.Sign(xml, content.Type, key));

    private static async Task<Outcome<byte[]>> SignAsync(Content content, ISigner signer, CancellationToken cancellationToken)
    {
        if (content.Write(out var xml) is { } unwritable)
        {
            return unwritable;
        }

        try
        {
            return WithinSize(await ExactForm.SignAsync(xml, content.Type, signer, cancellationToken).ConfigureAwait(false));
        }
        catch (SigningException e)
        {
            return e.Fault;
        }
    }

    private static Outcome<byte[]> WithinSize(byte[] file) => LicenseFile.TooLarge(file) is { } tooLarge ? tooLarge : file;
}
