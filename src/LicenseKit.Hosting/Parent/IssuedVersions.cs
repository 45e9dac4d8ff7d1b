using LicenseKit.Issuing;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Parent;

/// <summary>The versions of a license as operators see them.</summary>
internal static class IssuedVersions
{
    /// <summary>All versions of a license, the newest first; null when it was not issued here.</summary>
    public static IEnumerable<LicenseVersion>? Of(Ledger ledger, string id) =>
        ledger.Servers.TryGetValue(id, out var server) ? server.Versions.Reverse().Select(Of)
        : ledger.Sessions.TryGetValue(id, out var session) ? session.Versions.Reverse().Select(v => Of(v, session))
        : null;

    /// <summary>The newest versions below a serial.</summary>
    public static LicenseVersionPage Page(IEnumerable<LicenseVersion> all, long before, int limit)
    {
        var versions = all.Where(v => v.Serial < before).Take(limit + 1).ToArray();
        return new([.. versions.Take(limit)], versions.Length > limit ? NumberCursor.Text(versions[limit - 1].Serial) : null);
    }

    private static LicenseVersion Of(GrantVersion version) => new()
    {
        Serial = version.Claims.Serial,
        At = UnixTime.ToInstant(version.Claims.IssuedAt),
        State = version.Claims.State,
        Seats = version.Claims.Seats,
        Expires = UnixTime.ToInstant(version.Claims.Expires),
        Draft = version.Draft,
    };

    /// <summary>A session license is revoked without a new version: then its newest one is shown as revoked.</summary>
    private static LicenseVersion Of(SessionVersion version, SessionGrant grant) => new()
    {
        Serial = version.Claims.Serial,
        At = UnixTime.ToInstant(version.Claims.IssuedAt),
        State = grant.Revoked && version == grant.Current ? LicenseState.Revoked : LicenseState.Active,
        Seats = version.Claims.Seats,
        Expires = UnixTime.ToInstant(version.Claims.Expires),
        Draft = version.Draft,
    };
}
