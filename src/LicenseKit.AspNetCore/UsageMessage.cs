using LicenseKit.Hosting;
using LicenseKit.Licenses;

namespace LicenseKit.AspNetCore;

/// <summary><c>GET /admin/usage</c>, and what a preview leaves.</summary>
internal sealed record UsageMessage(IReadOnlyList<UsageMessage.PeriodMessage> Segments, UsageMessage.CountMessage Licenses)
{
    public static UsageMessage Of(IssuerUsage usage) => new(
        [.. usage.Segments.Select(s => new PeriodMessage(s.From, s.To, OwnLicenseMessage.Counts(s.Granted), OwnLicenseMessage.Counts(s.Left)))],
        new(Limit.ToWire(usage.MaxLicenses), usage.LicensesUsed, Limit.ToWire(usage.LicensesLeft)));

    /// <summary>What is granted and what is left in a period.</summary>
    internal sealed record PeriodMessage(DateTimeOffset From, DateTimeOffset To, IReadOnlyDictionary<string, long> Granted, IReadOnlyDictionary<string, long> Left);

    /// <summary>Live licenses: the most, those there are, and how many more may be issued.</summary>
    internal sealed record CountMessage(long Max, long Used, long Left);
}
