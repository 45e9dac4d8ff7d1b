using System.Text.Json.Serialization;

namespace LicenseKit.AspNetCore;

/// <summary>The body of suspend, resume and revoke.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReasonMessage(string? Reason = null);
