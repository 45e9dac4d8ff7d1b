using System.Text.Json;
using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>A count or maximum in JSON: a number from 0 to 999999999; 1000000000 is <see cref="Limit.Unlimited"/>.</summary>
public sealed class CountJsonConverter : JsonConverter<long>
{
    /// <inheritdoc/>
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Limit.FromWire(reader.GetInt64());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumberValue(Limit.ToWire(value));
    }
}
