namespace LicenseKit.Hosting.Wire;

/// <summary>A seat: a lease and what stands behind it.</summary>
internal sealed record LeaseMessage(
    string Lease, IReadOnlyList<string> Chain, long RenewWithin, string Standing, IReadOnlyDictionary<string, string>? Keys = null, EndsEarlyMessage? EndsEarly = null);
