using LicenseKit.Licenses;

namespace LicenseKit.Sessions;

/// <summary>Sessions that a grant would take their places from while their leases are out.</summary>
/// <param name="Count">How many.</param>
/// <param name="Until">Effective UTC seconds at which the last of their leases ends.</param>
/// <param name="FreeFrom">The first instant at which the grant could start and take no place from anybody.</param>
internal sealed record LeasesLost(int Count, long Until, long FreeFrom)
{
    public LicenseFault Fault() => new(FaultCode.LeasesOut,
        $"{Count} sessions whose leases are out would lose their seats; the last lease runs until {Shown.Instant(Until)}.",
        $"Let it start \"when-free\", at {Shown.Instant(FreeFrom)}; or end sessions, or grant less.");
}
