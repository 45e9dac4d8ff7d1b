using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>Writes a value of a license: counts, numbers and durations (in seconds) as numbers, instants as ISO 8601, stages as objects, all else as texts.</summary>
public sealed class LicenseValueJsonConverter : JsonConverter<LicenseValue>
{
    /// <summary>Not supported: the JSON does not tell which kind of value it was.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override LicenseValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Values of licenses are written, not read.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LicenseValue value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        switch (value)
        {
            case LicenseValue.OfCount count:
                writer.WriteNumberValue(Limit.ToWire(count.Value));
                break;
            case LicenseValue.OfDuration duration:
                writer.WriteNumberValue(Limit.ToWire(duration.Seconds));
                break;
            case LicenseValue.OfNumber number:
                writer.WriteNumberValue(number.Value);
                break;
            case LicenseValue.OfInstant instant:
                writer.WriteStringValue(InstantJsonConverter.Text(instant.Value));
                break;
            case LicenseValue.OfStage stage:
                Write(writer, stage.Value);
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, Stage stage)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, stage.Name);
        writer.WriteString("from"u8, InstantJsonConverter.Text(stage.From));
        writer.WriteString("to"u8, InstantJsonConverter.Text(stage.To));
        writer.WritePropertyName("seats"u8);
        CountsJsonConverter.WriteCounts(writer, stage.Seats.All());
        writer.WriteEndObject();
    }
}
