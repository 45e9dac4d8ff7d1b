namespace LicenseKit.Freshness;

/// <summary>A pong that counts as contact, in compact form, and the instant from which silence is counted.</summary>
internal sealed record ParentContact(string Pong, long Since);
