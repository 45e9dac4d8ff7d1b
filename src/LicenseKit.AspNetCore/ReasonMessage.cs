namespace LicenseKit.AspNetCore;

/// <summary>The body of suspend, resume and revoke.</summary>
internal sealed record ReasonMessage(string? Reason = null);
