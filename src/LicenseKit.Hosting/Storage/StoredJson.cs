using System.Text.Json;
using System.Text.Json.Serialization;

namespace LicenseKit.Hosting.Storage;

[JsonSerializable(typeof(StoredExchange))]
[JsonSerializable(typeof(IReadOnlyList<StoredFormer>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string Write(IReadOnlyDictionary<string, long> counts) => JsonSerializer.Serialize(counts, Default.IReadOnlyDictionaryStringInt64);

    public static string Write(StoredExchange exchange) => JsonSerializer.Serialize(exchange, Default.StoredExchange);

    public static string? Write(IReadOnlyList<StoredFormer> former) => former.Count == 0 ? null : JsonSerializer.Serialize(former, Default.IReadOnlyListStoredFormer);

    public static IReadOnlyList<StoredFormer> ReadFormer(string json) =>
        JsonSerializer.Deserialize(json, Default.IReadOnlyListStoredFormer) ?? throw new JsonException("The stored versions are null.");

    public static Dictionary<string, long> ReadCounts(string json) => JsonSerializer.Deserialize(json, Default.DictionaryStringInt64) ?? [];

    public static StoredExchange ReadExchange(string json) =>
        JsonSerializer.Deserialize(json, Default.StoredExchange) ?? throw new JsonException("The stored exchange with the parent is null.");
}
