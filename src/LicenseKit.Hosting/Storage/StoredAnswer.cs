using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Storage;

/// <summary>The answer that is kept for an idempotency key, as JSON: a license, or null for a request whose answer is none.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(StoredSeats)])]
[JsonSerializable(typeof(IssuedLicense))]
internal sealed partial class StoredAnswer : JsonSerializerContext
{
    /// <summary>Null is kept too: that the request was carried out is all that is to be known of it.</summary>
    public static string Write(GrantReply? reply) =>
        reply is null ? "null" : JsonSerializer.Serialize(IssuedLicenses.Of(reply), Default.IssuedLicense);

    public static IssuedLicense Read(string json) => JsonSerializer.Deserialize(json, Default.IssuedLicense) ?? throw new JsonException("The stored answer is null.");
}
