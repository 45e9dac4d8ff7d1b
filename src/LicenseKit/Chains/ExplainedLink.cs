using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>One license of a file in an <see cref="Explanation"/>: what it says, and what it allows.</summary>
public sealed record ExplainedLink
{
    internal ExplainedLink()
    {
    }

    /// <summary>The standing of this license by itself, whatever is above it.</summary>
    [JsonPropertyName("mark")]
    public required Standing Standing { get; init; }

    /// <summary>What it is.</summary>
    public required LinkType Type { get; init; }

    /// <summary>The license id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose license it is.</summary>
    public required string Client { get; init; }

    /// <summary>The version.</summary>
    public required long Serial { get; init; }

    /// <summary>The signed state; null for a session license.</summary>
    public LicenseState? State { get; init; }

    /// <summary>First instant at which it applies.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>First instant at which it no longer does.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The seats where no stage is in force.</summary>
    public required Seats Seats { get; init; }

    /// <summary>What it allows of the kind at the instant of the explanation.</summary>
    public required LinkAllowance Allows { get; init; }
}
