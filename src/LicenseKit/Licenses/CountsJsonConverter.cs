using System.Text.Json;
using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>Counts by seat kind in JSON: an object with a number for each kind; 1000000000 is <see cref="Limit.Unlimited"/>.</summary>
public sealed class CountsJsonConverter : JsonConverter<IReadOnlyDictionary<string, long>>
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadCounts(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, long> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        WriteCounts(writer, value);
    }

    internal static SortedDictionary<string, long> ReadCounts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Counts by seat kind are a JSON object.");
        }

        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var kind = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var count) || count is < 0 or > Limit.UnlimitedOnWire || !counts.TryAdd(kind, Limit.FromWire(count)))
            {
                throw new JsonException($"The count of '{kind}' is not a whole number from 0 to {Limit.UnlimitedOnWire}, or is given twice.");
            }
        }

        return counts;
    }

    internal static void WriteCounts(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, long>> counts)
    {
        writer.WriteStartObject();
        foreach (var (kind, count) in counts)
        {
            writer.WriteNumber(kind, Limit.ToWire(count));
        }

        writer.WriteEndObject();
    }
}
