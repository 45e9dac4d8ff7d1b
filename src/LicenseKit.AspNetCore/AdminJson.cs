using System.Text.Json.Serialization;
using LicenseKit.Hosting;

namespace LicenseKit.AspNetCore;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServerMessage))]
[JsonSerializable(typeof(OwnLicenseMessage))]
[JsonSerializable(typeof(IssuedLicenseMessage))]
[JsonSerializable(typeof(List<IssuedLicenseMessage>))]
[JsonSerializable(typeof(IReadOnlyList<SessionItem>))]
[JsonSerializable(typeof(IReadOnlyList<Activity>))]
[JsonSerializable(typeof(ReasonMessage))]
internal sealed partial class AdminJson : JsonSerializerContext;
