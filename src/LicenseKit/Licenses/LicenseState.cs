using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>The signed state of a server license.</summary>
[JsonConverter(typeof(WordJsonConverter<LicenseState>))]
public enum LicenseState
{
    /// <summary>Final: grants nothing, permanently. The default of whatever stands for permission means no.</summary>
    [JsonStringEnumMemberName("revoked")]
    Revoked = 0,

    /// <summary>Grants nothing until a newer serial says otherwise.</summary>
    [JsonStringEnumMemberName("suspended")]
    Suspended = 1,

    /// <summary>Grants what it says.</summary>
    [JsonStringEnumMemberName("active")]
    Active = 2,
}
