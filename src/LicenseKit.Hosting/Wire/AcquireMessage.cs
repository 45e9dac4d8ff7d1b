using System.Text.Json;

namespace LicenseKit.Hosting.Wire;

/// <summary><c>POST /sessions</c>.</summary>
internal sealed record AcquireMessage(string License, string Kind, string Nonce, JsonElement? Borrow = null, IReadOnlyDictionary<string, string>? Labels = null);
