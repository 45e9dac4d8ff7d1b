using LicenseKit.Licenses;
using LicenseKit.Protocol;

namespace LicenseKit.Hosting.Client;

/// <summary>A lease that was verified.</summary>
/// <param name="Lease">What it states.</param>
/// <param name="EndsEarly">Why it ends sooner than it otherwise would, as the server says; null when it does not.</param>
/// <param name="AtEnd">Why no lease follows it, as far as the licenses tell beforehand: one of them ends there; null when none does.</param>
internal sealed record Seat(LeaseClaims Lease, LicenseFault? EndsEarly, LicenseFault? AtEnd)
{
    /// <summary>The features that the lease names, as the licenses behind it have them.</summary>
    public required IReadOnlyDictionary<string, Feature> Features { get; init; }

    /// <summary>Those of some features that a lease names.</summary>
    public static IReadOnlyDictionary<string, Feature> Named(LeaseClaims lease, IReadOnlyDictionary<string, Feature> features) =>
        features.Where(f => lease.Features.Contains(f.Key)).ToDictionary(StringComparer.Ordinal);
}
