using System.Text.Json.Serialization;

namespace LicenseKit.Chains;

/// <summary>Where the seats of a license come from at an instant.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AllowanceSource>))]
public enum AllowanceSource
{
    /// <summary>It has not started or has ended: it has no seats.</summary>
    [JsonStringEnumMemberName("nothing")]
    Nothing = 0,

    /// <summary>Its base.</summary>
    [JsonStringEnumMemberName("base")]
    Base,

    /// <summary>A stage that replaces the base.</summary>
    [JsonStringEnumMemberName("stage")]
    Stage,
}
