using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;

namespace LicenseKit.Sessions;

/// <summary>How long a lease is: no lease outlives what stands behind it.</summary>
internal static class LeaseRule
{
    /// <summary>The license of a session in the server's own process: shared, no cap, not counted.</summary>
    public const string LocalLicense = "local";

    /// <summary>The ordinary lease in the server's own process, in seconds.</summary>
    private const long LocalLease = 600;

    /// <summary>The ordinary length that a session license gives by itself, in seconds; every link's <c>maxLease</c> bounds it.</summary>
    public static long LengthOf(SessionGrant? grant) => grant?.Claims.MaxLease ?? LocalLease;

    /// <summary>Effective UTC seconds at which a lease that is given now ends.</summary>
    /// <param name="rights">The rights of the server's chain.</param>
    /// <param name="freshUntil">The first instant at which the chain is stale.</param>
    /// <param name="grant">The session license; null for a session in the server's own process.</param>
    /// <param name="now">Effective now.</param>
    public static long End(EffectiveRights rights, long freshUntil, SessionGrant? grant, long now)
    {
        var end = UnixTime.Add(now, Math.Min(LengthOf(grant), rights.MaxLease));
        var behind = Math.Min(rights.End, freshUntil);
        return Math.Min(Math.Min(end, behind), grant is null ? UnixTime.Max : StandingRules.EndOf(grant.Claims, rights));
    }

    /// <summary>Seconds in which the app should renew a lease of this length.</summary>
    public static long RenewWithin(long lease) => Math.Max(1, lease / 2);
}
