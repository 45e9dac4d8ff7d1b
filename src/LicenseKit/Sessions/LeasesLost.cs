using LicenseKit.Licenses;

namespace LicenseKit.Sessions;

/// <summary>Sessions that a grant would take their places from while their leases are out.</summary>
/// <param name="Count">How many.</param>
/// <param name="Until">Effective UTC seconds at which the last of their leases ends.</param>
/// <param name="FreeFrom">The first instant at which the grant could start and take no place from anybody.</param>
internal sealed record LeasesLost(int Count, long Until, long FreeFrom)
{
    /// <summary>The refusal of a grant.</summary>
    /// <param name="remedy">What can be done.</param>
    private LicenseFault Fault(string remedy) => new(FaultCode.LeasesOut,
        $"{(Count == 1 ? "A session whose lease is out would lose its seat" : $"{Count} sessions whose leases are out would lose their seats")}; the last lease runs until {Shown.Instant(Until)}.",
        remedy);

    /// <summary>For a first version.</summary>
    public LicenseFault OfIssue() => Fault($"Let it start \"when-free\", at {Shown.Instant(FreeFrom)}; or end sessions, or grant less.");

    /// <summary>For a later version: use a stage for what shall change in the future.</summary>
    public LicenseFault OfChange() => Fault($"Raise it by a stage from {Shown.Instant(FreeFrom)} on; or end sessions, or grant less.");

    /// <summary>For another installation that takes a license up.</summary>
    public LicenseFault OfActivation() => Fault($"Try again at {Shown.Instant(FreeFrom)}, or ask the issuer to end sessions.");
}
