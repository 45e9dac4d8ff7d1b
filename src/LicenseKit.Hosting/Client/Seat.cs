using LicenseKit.Protocol;

namespace LicenseKit.Hosting.Client;

/// <summary>A lease that was verified.</summary>
internal sealed record Seat(LeaseClaims Lease, string Standing);
