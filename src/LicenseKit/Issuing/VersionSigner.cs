using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>Signs the next version of a license and reads it back by the rules of every verifier, so that nothing is stored that another would refuse.</summary>
internal sealed class VersionSigner(ChainReader reader, ISigner key)
{
    public Outcome<ServerLicense> Sign(ServerLicenseClaims claims, Chain issuer)
    {
        if (claims.Parent?.Serial == issuer.Leaf.Serial && Within.Check(claims, issuer.Leaf) is { } larger)
        {
            return larger;
        }

        var jws = ServerLicenseWriter.Sign(claims, key);
        return reader.Read(issuer.ToBundle(key.PublicKey, below: [jws])).Is(out var chain, out var fault) ? chain.Leaf : fault;
    }

    public Outcome<SessionLicense> Sign(SessionLicenseClaims claims, Chain issuer)
    {
        if (Within.Check(claims, issuer.Leaf) is { } larger)
        {
            return larger;
        }

        var jws = SessionLicense.Sign(claims, key);
        return reader.Read(issuer.ToBundle(key.PublicKey, below: [jws])).Is(out var chain, out var fault) ? chain.SessionLicense! : fault;
    }

    /// <summary>A stored version, verified again when it is loaded.</summary>
    public Outcome<ServerLicense> ReadServer(ReadOnlySpan<byte> jws) =>
        Jws.Verify(jws, DocumentType.ServerLicense, key.PublicKey, new byte[jws.Length], out var payload) is { } forged ? forged : ServerLicense.Read(payload);

    /// <summary>A session license that this server signed, whoever brings it.</summary>
    public Outcome<SessionLicense> ReadSession(ReadOnlySpan<byte> jws) =>
        Jws.Verify(jws, DocumentType.SessionLicense, key.PublicKey, new byte[jws.Length], out var payload) is { } forged ? forged : SessionLicense.Read(payload);
}
