using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing.Drafts;

/// <summary>A count of a draft: a number from 0 to 999999999, or <c>"unlimited"</c>; null is 0.</summary>
internal sealed class DraftCountConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? 0 : CountJsonConverter.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options)
    {
        if (value == Limit.Unlimited)
        {
            writer.WriteStringValue(CountJsonConverter.Unlimited);
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }
}
