namespace LicenseKit.Freshness;

/// <summary>What came back for a ping, not verified yet: the pong, a bundle when the chain is not the newest, the pongs of online links above.</summary>
internal sealed record PingAnswer(string Pong, byte[]? Bundle, IReadOnlyList<string> Above);
