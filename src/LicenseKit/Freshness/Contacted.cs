namespace LicenseKit.Freshness;

/// <summary>A pong that counts as contact, and the instant from which silence is counted.</summary>
internal sealed record Contacted(string Pong, long Since);
