using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting;

/// <summary>One issued version of a license.</summary>
public sealed record LicenseVersion
{
    /// <summary>Its serial.</summary>
    public required long Serial { get; init; }

    /// <summary>When it was signed.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public required DateTimeOffset At { get; init; }

    /// <summary>The state that it says; the newest version of a revoked session license is shown as revoked.</summary>
    public required LicenseState State { get; init; }

    /// <summary>The seats that it says, without its stages.</summary>
    public required Seats Seats { get; init; }

    /// <summary>First instant after its period.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The draft that it was made from, as JSON.</summary>
    [JsonConverter(typeof(EmbeddedJsonConverter))]
    public required string Draft { get; init; }
}
