using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>How a session license draws on its server's seats.</summary>
[JsonConverter(typeof(WordJsonConverter<Allocation>))]
public enum Allocation
{
    /// <summary>A cap on seats that others use too; not part of the sum of grants.</summary>
    [JsonStringEnumMemberName("shared")]
    Shared = 0,

    /// <summary>Its seats are kept for it.</summary>
    [JsonStringEnumMemberName("reserved")]
    Reserved = 1,
}
