namespace LicenseKit.Hosting;

/// <summary>A parent's answer to a ping.</summary>
/// <param name="Pong">The pong in compact form.</param>
/// <param name="Bundle">The child's newest file; null when it has it.</param>
/// <param name="Above">The last pongs of the online links above.</param>
public sealed record PingReply(string Pong, byte[]? Bundle, IReadOnlyList<string> Above);
