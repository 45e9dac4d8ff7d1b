using LicenseKit.Protocol;

namespace LicenseKit.Hosting.Client;

/// <summary>A lease that was verified.</summary>
/// <param name="Lease">What it states.</param>
/// <param name="EndsEarly">Why it ends sooner than it otherwise would, as the server says; null when it does not.</param>
internal sealed record Seat(LeaseClaims Lease, LicenseFault? EndsEarly);
