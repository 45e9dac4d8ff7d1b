namespace LicenseKit.Protocol;

/// <summary>A pong as the next ping names it: the sequence that it answered and its content hash.</summary>
internal sealed record PongName(long Seq, string Sha256);
