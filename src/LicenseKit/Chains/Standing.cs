using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>Whether a license is effective now, and if not, why.</summary>
[JsonConverter(typeof(WordJsonConverter<Standing>))]
public enum Standing
{
    /// <summary>No license is held. The default of whatever stands for permission means no.</summary>
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>It grants what it says.</summary>
    [JsonStringEnumMemberName("good")]
    Good,

    /// <summary>It has expired, and sessions are still served for a while; nothing new is granted.</summary>
    [JsonStringEnumMemberName("grace")]
    Grace,

    /// <summary>It does not apply yet.</summary>
    [JsonStringEnumMemberName("not-yet")]
    NotYet,

    /// <summary>It has run out.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>It, or a license above it, is suspended.</summary>
    [JsonStringEnumMemberName("suspended")]
    Suspended,

    /// <summary>It, or a license above it, is revoked.</summary>
    [JsonStringEnumMemberName("revoked")]
    Revoked,

    /// <summary>The parent has been silent for too long.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale,

    /// <summary>It is not bound to an installation yet.</summary>
    [JsonStringEnumMemberName("not-activated")]
    NotActivated,

    /// <summary>It is bound to another installation.</summary>
    [JsonStringEnumMemberName("bound-elsewhere")]
    BoundElsewhere,
}
