namespace LicenseKit.Freshness;

/// <summary>The time of a pong that answers our nonce, and how it may move the floor of time.</summary>
internal sealed record SignedTime(long At, bool MayLower, long LeastOfLinks);
