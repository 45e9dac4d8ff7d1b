using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>The seats of one kind that one license of a file has at an instant, by itself.</summary>
/// <remarks>Counts may be <see cref="Limit.Unlimited"/>.</remarks>
public sealed record LinkAllowance
{
    internal LinkAllowance()
    {
    }

    /// <summary>Whether they come from the base or from a stage.</summary>
    [JsonPropertyName("from")]
    public required AllowanceSource Source { get; init; }

    /// <summary>The stage in force; null where there is none.</summary>
    [JsonIgnore]
    public Stage? Stage { get; init; }

    /// <summary>The name of the stage in force; null where there is none.</summary>
    [JsonPropertyName("stage")]
    public string? StageName => Stage?.Name;

    /// <summary>Seats of the kind.</summary>
    [JsonConverter(typeof(CountJsonConverter))]
    public required long Own { get; init; }

    /// <summary>Generic seats, which serve any kind.</summary>
    [JsonConverter(typeof(CountJsonConverter))]
    public required long Generic { get; init; }

    /// <summary>Both together; at most 999 999 999 unless unlimited.</summary>
    [JsonConverter(typeof(CountJsonConverter))]
    public required long Most { get; init; }

    /// <summary>When the seats of this license change next; null when they never do.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public DateTimeOffset? Until { get; init; }

    /// <summary>True when no license of the file allows less: it is one that limits the kind.</summary>
    public required bool Limits { get; init; }
}
