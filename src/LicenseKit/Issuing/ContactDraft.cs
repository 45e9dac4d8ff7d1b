using System.ComponentModel;
using System.Text.Json.Serialization;
using LicenseKit.Issuing.Drafts;

namespace LicenseKit.Issuing;

/// <summary>How often an online server shall ping its parent, and how long it may hear nothing.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed class ContactDraft
{
    /// <summary>Time between pings; null = PT1H, or half of the silence if less.</summary>
    [Description("Time between pings, PT1S to P30D; PT1H, or half of the silence if that is less, unless given.")]
    [JsonConverter(typeof(DraftDurationConverter))]
    public TimeSpan? Every { get; set; }

    /// <summary>Longest silence; null = P14D, or the issuer's maxOffline if less.</summary>
    [Description("After so long without contact it grants nothing; at least twice 'every'. P14D, or the issuer's 'maxOffline' if that is less, unless given.")]
    [JsonConverter(typeof(DraftDurationConverter))]
    public TimeSpan? Silence { get; set; }
}
