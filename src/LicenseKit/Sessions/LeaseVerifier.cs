using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Protocol;

namespace LicenseKit.Sessions;

/// <summary>What an app checks before it believes a lease: root → … → server → lease, so that a fake server hands out no seat.</summary>
internal sealed class LeaseVerifier(ChainReader reader)
{
    /// <summary>A renewal brings the licenses that the lease before it brought, nearly always.</summary>
    private readonly RecentChains _recent = new();

    /// <summary>The lease, when it proves the seat that was asked for.</summary>
    /// <param name="chain">The server licenses that came with it, as a bundle.</param>
    /// <param name="lease">The lease in compact form.</param>
    /// <param name="license">The session license of the app's own file.</param>
    /// <param name="session">The session id.</param>
    /// <param name="kind">The kind that was asked for.</param>
    /// <param name="nonce">The nonce that was sent.</param>
    public Outcome<VerifiedLease> Verify(ReadOnlyMemory<byte> chain, string lease, SessionLicense license, string session, string kind, string nonce)
    {
        if (!_recent.Read(chain.Span, reader).Is(out var server, out var fault))
        {
            return fault;
        }

        if (server.Holder is not { } signer)
        {
            return Refused("the server's license is not bound to a key that it names");
        }

        if (!LeaseClaims.Read(lease, signer).Is(out var claims, out fault))
        {
            return fault;
        }

        var standing = StandingRules.OfChain(server, signer, claims.IssuedAt);
        return !standing.Serves ? standing.Fault!
            : claims.Product != server.Leaf.Product ? Refused("it is for another product")
            : claims.Issuer != server.Leaf.Id || claims.Issuer != license.Issuer ? Refused("it is not from the server of the session license")
            : claims.License != license.Id ? Refused("it is for another session license")
            : claims.Session != session || claims.Kind != kind || claims.Nonce != nonce ? Refused("it answers another request")
            : claims.Expires > server.Rights.End ? Refused("it outlives a license above it")
            : claims.Expires <= claims.IssuedAt ? Refused("it ends before it begins")
            : new VerifiedLease(claims, server);
    }

    private static LicenseFault Refused(string why) => new(FaultCode.LeaseRefused, $"The lease proves no seat: {why}.", "Check that the app talks to its own license server.");
}
