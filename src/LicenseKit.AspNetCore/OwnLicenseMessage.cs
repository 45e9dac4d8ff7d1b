using LicenseKit.Hosting;
using LicenseKit.Licenses;

namespace LicenseKit.AspNetCore;

/// <summary><c>GET /admin/license</c>.</summary>
internal sealed record OwnLicenseMessage(
    string Id, string Client, string State, string Standing, string? LimitedBy, long Serial,
    IReadOnlyDictionary<string, long> Seats, IReadOnlyDictionary<string, long> Most, IReadOnlyDictionary<string, long> InUse,
    DateTimeOffset Expires, DateTimeOffset? Next, string? Reason, string LicenseCode)
{
    public static OwnLicenseMessage Of(ServerStatus status, string licenseCode) => new(
        status.Id, status.Client, StateName(status.State), status.Standing.Text, status.Standing.Link, status.Serial,
        Counts(status.Seats), status.Most.ToDictionary(m => m.Key, m => Limit.ToWire(m.Value), StringComparer.Ordinal), Counts(status.InUse),
        status.Expires, status.Next, status.Standing.Fault?.Message, licenseCode);

    public static IReadOnlyDictionary<string, long> Counts(Seats seats) => seats.All().ToDictionary(s => s.Key, s => Limit.ToWire(s.Value), StringComparer.Ordinal);

    public static string StateName(LicenseState state) => state switch
    {
        LicenseState.Active => "active",
        LicenseState.Suspended => "suspended",
        _ => "revoked",
    };
}
