using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Storage;

/// <summary>The answer that is kept for an idempotency key, as JSON.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(StoredSeats)])]
[JsonSerializable(typeof(IssuedLicense))]
internal sealed partial class StoredAnswer : JsonSerializerContext
{
    public static string Write(GrantReply reply) => JsonSerializer.Serialize(IssuedLicenses.Of(reply), Default.IssuedLicense);

    public static IssuedLicense Read(string json) => JsonSerializer.Deserialize(json, Default.IssuedLicense) ?? throw new JsonException("The stored answer is null.");
}
