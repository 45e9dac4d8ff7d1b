using LicenseKit.Chains;

namespace LicenseKit.Issuing;

/// <summary>Grants that last as long as their issuer's license: when its end moves they are due, and get a next version.</summary>
internal static class FollowingRules
{
    /// <summary>The actor of such a version in the audit trail.</summary>
    public const string By = "issuer's end moved";

    /// <summary>The issuer's end that a draft follows; null when it names an end of its own.</summary>
    public static long? EndOf(string? duration, IssuerRights own) =>
        duration == ServerLicenseDraft.AsLongAsIssuer ? own.Chain.Rights.Expires : null;

    /// <summary>Ids of the live grants that follow the issuer's end and have another one, in order.</summary>
    public static IEnumerable<string> Due(Ledger ledger, Chain own, long now)
    {
        var end = own.Rights.Expires;
        var servers = ledger.Servers.Values.Where(g => g.FollowedEnd is { } followed && followed != end && g.IsLive(now)).Select(g => g.Id);
        var sessions = ledger.Sessions.Values.Where(g => g.FollowedEnd is { } followed && followed != end && !g.Revoked).Select(g => g.Id);
        return servers.Concat(sessions).Order(StringComparer.Ordinal);
    }
}
