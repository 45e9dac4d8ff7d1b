using System.Text.Json;
using System.Text.Json.Serialization;

namespace LicenseKit.Hosting;

/// <summary>Writes a text that is JSON as that JSON, not as a string, and reads it so.</summary>
public sealed class EmbeddedJsonConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonElement.ParseValue(ref reader).GetRawText();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteRawValue(value);
    }
}
