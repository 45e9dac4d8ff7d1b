namespace LicenseKit.Hosting.Wire;

/// <summary>A seat: a lease and what stands behind it.</summary>
internal sealed record LeaseMessage(string Lease, IReadOnlyList<string> Chain, IReadOnlyDictionary<string, string>? Keys, long RenewWithin, string Standing);
