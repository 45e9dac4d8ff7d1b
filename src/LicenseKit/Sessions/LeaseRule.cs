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
        return Math.Min(Math.Min(end, behind), grant is null ? UnixTime.Max : EndOf(grant, rights));
    }

    /// <summary>A session license that ends with its server's lasts through the server's grace; an earlier end is its own.</summary>
    public static long EndOf(SessionGrant grant, EffectiveRights rights) =>
        grant.Claims.Expires >= rights.Expires ? Math.Max(grant.Claims.Expires, rights.End) : grant.Claims.Expires;

    /// <summary>Seconds in which the app should renew a lease of this length.</summary>
    public static long RenewWithin(long lease) => Math.Max(1, lease / 2);

    /// <summary>Why the session license gives no seat now; null when it does.</summary>
    public static LicenseFault? Refuse(SessionGrant grant, EffectiveRights rights, long now)
    {
        var claims = grant.Claims;
        return grant.Revoked ? new(FaultCode.Revoked, $"Session license '{claims.Client}' is revoked.", "Ask the server's operator for a new one.", link: grant.Id)
            : now < claims.NotBefore ? new(FaultCode.NotYetValid, $"Session license '{claims.Client}' starts at {Shown.Instant(claims.NotBefore)}.", "Wait until then.", link: grant.Id)
            : now >= EndOf(grant, rights) ? new(FaultCode.Expired, $"Session license '{claims.Client}' ended at {Shown.Instant(claims.Expires)}.", "Ask the server's operator for a new one.", link: grant.Id)
            : null;
    }
}
