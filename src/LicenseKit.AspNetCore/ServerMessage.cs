namespace LicenseKit.AspNetCore;

/// <summary><c>GET /server</c>.</summary>
internal sealed record ServerMessage(string Product, string Standing);
