using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing.Drafts;

/// <summary>A duration of a draft: ISO 8601 in weeks, days and smaller (<c>"P90D"</c>), or <c>"unlimited"</c>, which is <see cref="TimeSpan.MaxValue"/>; null is none.</summary>
public sealed class DraftDurationConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return TimeSpan.Zero;
        }

        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        if (text == CountJsonConverter.Unlimited)
        {
            return TimeSpan.MaxValue;
        }

        return IsoDuration.Seconds(text) is { } seconds && seconds < UnixTime.Max ? TimeSpan.FromSeconds(seconds)
            : throw new JsonMemberException("is not an ISO 8601 duration of weeks, days and smaller, such as \"P90D\" or \"PT10M\"");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value == TimeSpan.MaxValue ? CountJsonConverter.Unlimited : IsoDuration.Text(value));
    }
}
