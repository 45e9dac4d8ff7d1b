using System.Text.Json.Serialization;

namespace LicenseKit.Hosting.Wire;

// Absent is null: what may be absent has a default, all else is required.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ActivationMessage))]
[JsonSerializable(typeof(BundleMessage))]
[JsonSerializable(typeof(PingMessage))]
[JsonSerializable(typeof(PongMessage))]
[JsonSerializable(typeof(AcquireMessage))]
[JsonSerializable(typeof(RenewMessage))]
[JsonSerializable(typeof(LeaseMessage))]
[JsonSerializable(typeof(ProblemMessage))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class WireJson : JsonSerializerContext;
