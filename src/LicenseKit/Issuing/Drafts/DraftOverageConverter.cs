using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing.Drafts;

/// <summary>The overage of a draft: <c>"finish"</c>, <c>"end"</c>, or a deadline: <c>"PT15M"</c> or <c>{"deadline":"PT15M"}</c>.</summary>
public sealed class DraftOverageConverter : JsonConverter<Overage>
{
    /// <inheritdoc/>
    public override Overage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return Read(value.RootElement) ?? throw new JsonMemberException("is not \"finish\", \"end\" or a deadline such as \"PT15M\"");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Overage value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.Mode == OverageMode.Deadline ? Shown.Duration(value.Seconds) : ServerLicenseWriter.Name(value.Mode));
    }

    private static Overage? Deadline(JsonElement duration) =>
        duration.ValueKind == JsonValueKind.String && IsoDuration.Seconds(duration.GetString()!) is { } seconds ? new(OverageMode.Deadline, seconds) : null;

    private static Overage? Read(JsonElement overage)
    {
        if (overage.ValueKind == JsonValueKind.Object)
        {
            return overage.GetPropertyCount() == 1 && overage.TryGetProperty("deadline"u8, out var deadline) ? Deadline(deadline) : null;
        }

        return overage.ValueKind != JsonValueKind.String ? null : overage.GetString() switch
        {
            "finish" => Overage.Finish,
            "end" => Overage.End,
            _ => Deadline(overage),
        };
    }
}
