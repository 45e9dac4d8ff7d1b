using System.Text.Json.Serialization;

namespace LicenseKit.Load;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AcquireBody))]
[JsonSerializable(typeof(LeaseBody))]
[JsonSerializable(typeof(ReadyMessage))]
internal sealed partial class LoadJson : JsonSerializerContext;
