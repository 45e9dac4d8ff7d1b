using System.Text.Json;
using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>A count or maximum in JSON: a number from 0 to 999999999; 1000000000 is <see cref="Limit.Unlimited"/>, as is <c>"unlimited"</c> when it is read.</summary>
public sealed class CountJsonConverter : JsonConverter<long>
{
    internal const string Unlimited = "unlimited";

    /// <inheritdoc/>
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumberValue(Limit.ToWire(value));
    }

    internal static long Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(Unlimited))
        {
            return Limit.Unlimited;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) && count is >= 0 and <= Limit.UnlimitedOnWire
            ? Limit.FromWire(count)
            : throw new JsonMemberException("is not a whole number from 0 to 999999999 or \"unlimited\"");
    }
}
