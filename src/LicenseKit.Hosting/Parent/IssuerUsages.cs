using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Parent;

/// <summary>The budget as operators see it.</summary>
internal static class IssuerUsages
{
    public static IssuerUsage Of(Ledger ledger, Chain own, long now, long from) => new()
    {
        Segments = [.. Budget.Periods(ledger, own, from).Take(IssuerUsage.MaxSegments)
            .Select(p => new UsageSegment(UnixTime.ToInstant(p.From), UnixTime.ToInstant(p.To), p.Granted, p.Reserved, p.Left))],
        Licenses = new(own.Rights.MaxLicenses, ledger.LiveCount(now)),
    };
}
