namespace LicenseKit.Load;

/// <summary>The answer to an acquire, as the server writes it.</summary>
internal sealed record LeaseBody(
    string Lease, IReadOnlyList<string> Chain, long RenewWithin, string Standing, IReadOnlyDictionary<string, string>? Keys);
