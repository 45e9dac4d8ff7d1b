using System.Text.Json;

namespace LicenseKit.Hosting.Wire;

/// <summary>The answer to a ping; what it has not is left out.</summary>
internal sealed record PongMessage(string Pong, JsonElement? Bundle = null, IReadOnlyList<string>? Above = null);
