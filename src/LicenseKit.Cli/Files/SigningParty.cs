using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Cli.Files;

/// <summary>Who signs server licenses: a root key, or a server under its own license.</summary>
internal sealed class SigningParty : IDisposable
{
    private readonly SigningKey _key;
    private readonly ChainReader _reader;
    private readonly Chain? _chain;

    private SigningParty(SigningKey key, ChainReader reader, Chain? chain)
    {
        _key = key;
        _reader = reader;
        _chain = chain;
    }

    public bool IsRoot => _chain is null;

    /// <summary>The product of the issuer's license; null for a root key, which signs for any.</summary>
    public string? Product => _chain?.Leaf.Product;

    public static Outcome<SigningParty> OfRoot(string keyPath, Passphrases passphrases) =>
        KeyFile.ReadPrivate(keyPath, passphrases).Is(out var key, out var fault)
            ? new SigningParty(key, new ChainReader(null, [new RootKey(key.PublicKey)]).Accepting(XmlLicenses.Format), null)
            : fault;

    public static Outcome<SigningParty> OfServer(string filePath, string keyPath, IEnumerable<string>? rootPaths, Passphrases passphrases)
    {
        if (!RootFiles.Read(rootPaths).Is(out var roots, out var fault) || !KeyFile.ReadPrivate(keyPath, passphrases).Is(out var key, out fault))
        {
            return fault;
        }

        if (IssuerFile.Read(filePath, key, roots).Is(out var issuer, out fault) && issuer.Chain.Leaf.Oem > 0)
        {
            return new SigningParty(key, issuer.Reader, issuer.Chain);
        }

        key.Dispose();
        return fault ?? new LicenseFault(FaultCode.NotOem, $"License '{issuer!.Chain.Leaf.Client}' is not a Master or OEM license: it may issue no server licenses.",
            "Ask its issuer for an OEM license.", link: issuer.Chain.Leaf.Id);
    }

    public IssuerTerms Terms(string product) => _chain is null ? IssuerTerms.OfRoot(product, _key.PublicKey.Thumbprint) : IssuerTerms.Of(_chain, null);

    /// <summary>The version that shall be replaced; it must be a license of this issuer.</summary>
    public Outcome<Chain> ReadOld(string path)
    {
        if (!InputFile.Read(path).Is(out var bytes, out var fault) || !_reader.Read(bytes).Is(out var old, out fault))
        {
            return fault;
        }

        var issuer = old.Links.Count > 1 ? old.Links[^2] : null;
        return old.Leaf.State == LicenseState.Revoked
            ? new LicenseFault(FaultCode.RevokedIsFinal, $"License '{old.Leaf.Client}' is revoked, which is final.", "Issue a new license.", link: old.Leaf.Id)
            : issuer?.Id == _chain?.Leaf.Id ? old
            : new LicenseFault(FaultCode.WrongIssuer, $"License '{old.Leaf.Client}' is issued by '{issuer?.Client ?? "a root key"}', not by {(_chain is null ? "the root key" : $"'{_chain.Leaf.Client}'")}.",
                "Replace it with the license and key of its own issuer.", link: old.Leaf.Id);
    }

    /// <summary>The next version of a license with nothing changed.</summary>
    public ServerLicenseClaims Next(ServerLicenseClaims old, long now) => old with { Serial = old.Serial + 1, IssuedAt = now, Parent = _chain?.Leaf.AsParent() };

    /// <summary>Checks by the rules of every verifier, signs, and gives the whole file.</summary>
    public Outcome<byte[]> Sign(ServerLicenseClaims claims, LicenseEncoding encoding) =>
        encoding == LicenseEncoding.Xml ? SignXml(claims)
        : _chain is null ? MasterLicense.Sign(claims, _key)
        : new VersionWriter(_reader, _key.PublicKey).Write(claims, _chain).Is(out var license, out var fault) ? _chain.ToBundle(_key.PublicKey, below: [license.Sign(_key).Compact])
        : fault;

    private Outcome<byte[]> SignXml(ServerLicenseClaims claims)
    {
        var file = _chain is null ? XmlLicenses.Sign(claims, _key) : XmlLicenses.Sign(claims, _chain, _key);
        return _reader.Read(file).Is(out _, out var fault) ? file : fault;
    }

    public void Dispose() => _key.Dispose();
}
