using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing.Drafts;

/// <summary>Reads and writes <see cref="DraftStart"/>.</summary>
internal sealed class DraftStartConverter : JsonConverter<DraftStart>
{
    private const string WhenFree = "when-free";

    public override DraftStart Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(WhenFree) ? null : InstantJsonConverter.Read(ref reader));

    public override void Write(Utf8JsonWriter writer, DraftStart value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.At is { } at ? InstantJsonConverter.Text(at) : WhenFree);
}
