using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LicenseKit;

/// <summary>A fault code in JSON: <c>"LK3004"</c>.</summary>
public sealed class FaultCodeJsonConverter : JsonConverter<FaultCode>
{
    /// <inheritdoc/>
    public override FaultCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is ['L', 'K', .. { Length: 4 } digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? (FaultCode)code
            : throw new JsonException("A fault code is 'LK' and four digits.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FaultCode value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Text());
    }
}
