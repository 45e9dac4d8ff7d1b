using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing.Drafts;

/// <summary>Levels of servers below: a number, <c>true</c> for <see cref="ServerLicenseDraft.AsManyLevelsAsAllowed"/>, <c>false</c> or null for none.</summary>
public sealed class DraftLevelsConverter : JsonConverter<int>
{
    /// <inheritdoc/>
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null or JsonTokenType.False => 0,
        JsonTokenType.True => ServerLicenseDraft.AsManyLevelsAsAllowed,
        JsonTokenType.Number when reader.TryGetInt32(out var levels) && levels is >= 0 and <= ServerLicenseClaims.MaxOem => levels,
        _ => throw new JsonMemberException($"is not true, false or 0 to {ServerLicenseClaims.MaxOem}"),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value == ServerLicenseDraft.AsManyLevelsAsAllowed)
        {
            writer.WriteBooleanValue(true);
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }
}
