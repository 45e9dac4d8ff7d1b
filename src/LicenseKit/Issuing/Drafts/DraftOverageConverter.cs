using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing.Drafts;

/// <summary>The overage of a draft: <c>"finish"</c>, <c>"end"</c> or <c>{"deadline":"PT15M"}</c>.</summary>
public sealed class DraftOverageConverter : JsonConverter<Overage>
{
    /// <inheritdoc/>
    public override Overage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return Read(value.RootElement) ?? throw new JsonMemberException("is not \"finish\", \"end\" or {\"deadline\":\"PT15M\"}");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Overage value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        if (value.Mode != OverageMode.Deadline)
        {
            writer.WriteStringValue(ServerLicenseWriter.Name(value.Mode));
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("deadline"u8, Shown.Duration(value.Seconds));
        writer.WriteEndObject();
    }

    private static Overage? Read(JsonElement overage)
    {
        if (overage.ValueKind == JsonValueKind.String)
        {
            return overage.GetString() switch { "finish" => Overage.Finish, "end" => Overage.End, _ => null };
        }

        return overage.ValueKind == JsonValueKind.Object && overage.GetPropertyCount() == 1 && overage.TryGetProperty("deadline"u8, out var deadline)
            && deadline.ValueKind == JsonValueKind.String && IsoDuration.Seconds(deadline.GetString()!) is { } seconds ? new(OverageMode.Deadline, seconds) : null;
    }
}
