using System.Text.Json;
using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>A UTC second since 1970, in JSON an instant as <see cref="InstantJsonConverter"/> has it.</summary>
public sealed class UnixTimeJsonConverter : JsonConverter<long>
{
    /// <inheritdoc/>
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => UnixTime.Of(InstantJsonConverter.Read(ref reader));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(InstantJsonConverter.Text(UnixTime.ToInstant(value)));
    }
}
