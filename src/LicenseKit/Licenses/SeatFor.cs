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

/// <summary>The words of a document for <see cref="SeatFor"/>.</summary>
internal static class SeatForName
{
    public static string Of(SeatFor seatFor) => seatFor switch
    {
        SeatFor.Host => "host",
        SeatFor.User => "user",
        _ => "process",
    };

    /// <summary>What a license says; null for any other word. A license of which each session takes a seat says nothing.</summary>
    public static SeatFor? Read(string word) => word switch
    {
        "host" => SeatFor.Host,
        "user" => SeatFor.User,
        _ => null,
    };
}
