using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>Where the seats of a license come from at an instant.</summary>
[JsonConverter(typeof(WordJsonConverter<AllowanceSource>))]
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
