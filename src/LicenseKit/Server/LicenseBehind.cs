using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Sessions;

namespace LicenseKit.Server;

/// <summary>What stands behind a session: the server's chain, and the session license.</summary>
/// <param name="Chain">The chain in force.</param>
/// <param name="Grant">The session license; null for a session in the server's own process.</param>
internal sealed record LicenseBehind(Chain Chain, SessionGrant? Grant)
{
    /// <summary>Effective UTC seconds at which a lease that is given now ends.</summary>
    public long LeaseEnd(Basis basis) => LeaseRule.End(Chain.Rights, basis.FreshUntil, Grant, basis.Now);

    /// <summary>A session license that names features gives only those; one that names none gives the server's.</summary>
    public IReadOnlyList<string> Features(Basis basis)
    {
        if (basis.Features.Count == 0)
        {
            return [];
        }

        return Grant is { Claims.Features: { Count: > 0 } own }
            ? [.. basis.Features.Keys.Where(f => EffectiveRights.Gives(own, f, basis.Now))]
            : [.. basis.Features.Keys];
    }
}
