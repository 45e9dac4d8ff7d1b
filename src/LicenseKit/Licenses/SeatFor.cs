using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>What one seat of a session license serves.</summary>
/// <remarks>Read, signed and shown; servers of this version count each session, whatever the license says, and issue no other.</remarks>
[JsonConverter(typeof(WordJsonConverter<SeatFor>))]
public enum SeatFor
{
    /// <summary>One session.</summary>
    [JsonStringEnumMemberName("process")]
    Process = 0,

    /// <summary>All sessions of one host.</summary>
    [JsonStringEnumMemberName("host")]
    Host = 1,

    /// <summary>All sessions of one user.</summary>
    [JsonStringEnumMemberName("user")]
    User = 2,
}
