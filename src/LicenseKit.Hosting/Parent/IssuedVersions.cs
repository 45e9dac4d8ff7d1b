using System.Globalization;
using LicenseKit.Issuing;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Parent;

/// <summary>The versions of a server license as operators see them.</summary>
internal static class IssuedVersions
{
    /// <summary>The newest versions below a serial.</summary>
    public static LicenseVersionPage Page(ServerGrant grant, long before, int limit)
    {
        var versions = grant.Versions.Reverse().Where(v => v.Claims.Serial < before).Take(limit + 1).ToArray();
        return new([.. versions.Take(limit).Select(Of)], versions.Length > limit ? versions[limit - 1].Claims.Serial.ToString(CultureInfo.InvariantCulture) : null);
    }

    public static LicenseVersion Of(GrantVersion version) => new()
    {
        Serial = version.Claims.Serial,
        At = UnixTime.ToInstant(version.Claims.IssuedAt),
        State = version.Claims.State,
        Seats = version.Claims.Seats,
        Expires = UnixTime.ToInstant(version.Claims.Expires),
        Draft = version.Draft,
    };
}
