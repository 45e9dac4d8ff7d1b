using System.Text.Json;

namespace LicenseKit.Hosting.Wire;

/// <summary>A file inside an answer.</summary>
internal sealed record BundleMessage(JsonElement Bundle);
