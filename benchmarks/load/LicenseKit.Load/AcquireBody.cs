using System.Text.Json;

namespace LicenseKit.Load;

/// <summary>The body of an acquire, as the server reads it.</summary>
internal sealed record AcquireBody(string License, string Kind, string Nonce, JsonElement? Borrow = null, JsonElement? Labels = null);
