using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing.Drafts;

/// <summary>The allocation of a draft: <c>"shared"</c> or <c>"reserved"</c>; null is shared.</summary>
internal sealed class DraftAllocationConverter : JsonConverter<Allocation>
{
    public override Allocation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text switch
        {
            "shared" => Allocation.Shared,
            "reserved" => Allocation.Reserved,
            null when reader.TokenType == JsonTokenType.Null => Allocation.Shared,
            _ => throw new JsonMemberException($"is {(text is null ? "not a text" : $"'{Names.Shown(text)}'")}; it must be \"shared\" or \"reserved\""),
        };
    }

    public override void Write(Utf8JsonWriter writer, Allocation value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value == Allocation.Reserved ? "reserved" : "shared");
}
