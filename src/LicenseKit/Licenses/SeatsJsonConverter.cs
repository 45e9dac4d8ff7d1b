using System.Text.Json;
using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>Seats in JSON: <c>{"developer":5,"execution":20,"generic":3}</c>; 1000000000 is <see cref="Limit.Unlimited"/>.</summary>
public sealed class SeatsJsonConverter : JsonConverter<Seats>
{
    /// <inheritdoc/>
    public override Seats Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var counts = CountsJsonConverter.ReadCounts(ref reader);
        counts.Remove(Seats.GenericName, out var generic);
        if (counts.Count > Seats.MaxKinds || counts.Keys.FirstOrDefault(k => !Names.IsKind(k)) is not null)
        {
            throw new JsonException($"The seats name more than {Seats.MaxKinds} kinds, or one that is malformed.");
        }

        return new Seats(counts, generic);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Seats value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        CountsJsonConverter.WriteCounts(writer, value.All());
    }
}
