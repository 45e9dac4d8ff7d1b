using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Storage;

/// <summary>Seats as a map from kind to count, the pool under its name.</summary>
internal sealed class StoredSeats : JsonConverter<Seats>
{
    public override Seats Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var counts = JsonSerializer.Deserialize(ref reader, StoredJson.Default.DictionaryStringInt64) ?? throw new JsonException("Seats are null.");
        counts.Remove(Seats.GenericName, out var generic);
        return new Seats(counts, generic);
    }

    public override void Write(Utf8JsonWriter writer, Seats value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (kind, count) in value.All())
        {
            writer.WriteNumber(kind, count);
        }

        writer.WriteEndObject();
    }
}
