using LicenseKit.Hosting;
using LicenseKit.Licenses;

namespace LicenseKit.AspNetCore;

/// <summary><c>GET /admin/license</c>.</summary>
internal sealed record OwnLicenseMessage(
    string Id, string Client, string State, string Standing, string? LimitedBy, long Serial,
    IReadOnlyDictionary<string, long> Seats, IReadOnlyDictionary<string, long> Most, IReadOnlyDictionary<string, long> InUse,
    DateTimeOffset Expires, DateTimeOffset? Next, string? Reason, string LicenseCode, OwnLicenseMessage.ClockMessage Clock, IReadOnlyList<string> Warnings)
{
    public static OwnLicenseMessage Of(ServerStatus status, string licenseCode) => new(
        status.Id, status.Client, StateName(status.State), status.Standing.Text, status.Standing.Link, status.Serial,
        Counts(status.Seats), status.Most.ToDictionary(m => m.Key, m => Limit.ToWire(m.Value), StringComparer.Ordinal), Counts(status.InUse),
        status.Expires, status.Next, status.Standing.Fault?.Message, licenseCode,
        new(status.Clock.Now, status.Clock.Machine, (long)status.Clock.Behind.TotalSeconds), [.. status.Warnings.Select(w => w.ToString())]);

    public static IReadOnlyDictionary<string, long> Counts(Seats seats) => seats.All().ToDictionary(s => s.Key, s => Limit.ToWire(s.Value), StringComparer.Ordinal);

    public static string StateName(LicenseState state) => state switch
    {
        LicenseState.Active => "active",
        LicenseState.Suspended => "suspended",
        _ => "revoked",
    };

    /// <summary>Effective now, what the machine's clock says, and the seconds by which it is behind.</summary>
    internal sealed record ClockMessage(DateTimeOffset Now, DateTimeOffset Machine, long Behind);
}
