using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Stages;

/// <summary>What a stage does to a kind, in JSON: a count, also as a text (<c>"7"</c>), or <c>"unlimited"</c>; or a difference such as <c>"+30"</c>.</summary>
public sealed class StageCountJsonConverter : JsonConverter<StageCount>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override StageCount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            throw new JsonMemberException("is null; leave out what does not change");
        }

        if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { } text || text == CountJsonConverter.Unlimited)
        {
            return StageCount.Exactly(CountJsonConverter.Read(ref reader));
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= Limit.UnlimitedOnWire)
        {
            return StageCount.Exactly(Limit.FromWire(count));
        }

        return text is ['+' or '-', ..] && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var difference) && difference is >= -Limit.Largest and <= Limit.Largest
            ? StageCount.By(difference)
            : throw new JsonMemberException($"is '{Names.Shown(text)}'; it must be a count, \"unlimited\", or a difference: a sign and digits");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StageCount value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        if (value.IsRelative)
        {
            writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value.Amount:+0;-0;+0}"));
        }
        else if (value.Amount == Limit.Unlimited)
        {
            writer.WriteStringValue(CountJsonConverter.Unlimited);
        }
        else
        {
            writer.WriteNumberValue(value.Amount);
        }
    }
}
