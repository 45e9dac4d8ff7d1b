namespace LicenseKit.Hosting.Wire;

/// <summary><c>POST /pings</c>; the child's own bundle is for a parent that was restored from a backup.</summary>
internal sealed record PingMessage(string Key, string Ping);
