using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing.Drafts;

/// <summary>A text of a draft.</summary>
internal sealed class DraftTextConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonMemberException("is not a text");
        }
        catch (InvalidOperationException)
        {
            throw new JsonMemberException("has an unpaired surrogate");
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
}
