namespace LicenseKit.Hosting.Wire;

/// <summary><c>POST /sessions/{id}/renew</c>.</summary>
internal sealed record RenewMessage(long N, string Nonce);
