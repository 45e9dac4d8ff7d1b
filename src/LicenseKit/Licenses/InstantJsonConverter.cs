using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>An instant in JSON: ISO 8601 in UTC, in whole seconds, <c>2026-12-20T00:00:00Z</c>. Read with any offset, but with one, and not before 1970.</summary>
public sealed class InstantJsonConverter : JsonConverter<DateTimeOffset>
{
    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Text(value));
    }

    internal static DateTimeOffset Read(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
        && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant) && instant >= DateTimeOffset.UnixEpoch
            ? instant
            : throw new JsonMemberException("is not an ISO 8601 instant with offset, such as \"2026-12-20T00:00:00Z\"");

    internal static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
