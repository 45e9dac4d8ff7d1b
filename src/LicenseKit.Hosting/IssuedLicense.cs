using System.Text.Json.Serialization;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Hosting;

/// <summary>A license that this server has issued, as operators see it.</summary>
public sealed record IssuedLicense
{
    /// <summary>The license id.</summary>
    public required string Id { get; init; }

    /// <summary><c>server</c> or <c>session</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Levels of servers that may be issued below it: 0 to 7; 0 also for a session license.</summary>
    public int Oem { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Client { get; init; }

    /// <summary>The signed state; for a session license active or revoked.</summary>
    public required LicenseState State { get; init; }

    /// <summary>What it is worth now as far as the issuer knows; never more than the issuer's own license. A session license is good or in grace when seats can be taken with it.</summary>
    public required Standing Standing { get; init; }

    /// <summary>The id of the license that limits it, this one or one above it; null when it is good.</summary>
    public string? LimitedBy { get; init; }

    /// <summary>Why it serves nothing; null when it does.</summary>
    public string? Reason { get; init; }

    /// <summary>The newest serial.</summary>
    public required long Serial { get; init; }

    /// <summary>The serial that its holder said it holds; 0 before the first ping.</summary>
    public long Held { get; init; }

    /// <summary>The serial that everything its holder has given out fits.</summary>
    public long Settled { get; init; }

    /// <summary>Why the newest version is not everywhere yet; null when it is.</summary>
    public PendingChange? Pending { get; init; }

    /// <summary>The allowance now, stages applied.</summary>
    public required Seats Seats { get; init; }

    /// <summary>Seats in use, as the holder told or as counted here.</summary>
    public required Seats InUse { get; init; }

    /// <summary>First instant after its period.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public required DateTimeOffset Expires { get; init; }

    /// <summary>True when it is bound to an installation's key.</summary>
    public bool Activated { get; init; }

    /// <summary>How often another installation, with a copy of its file, tried to activate it since it was bound; the first time is in the audit trail.</summary>
    public long RefusedActivations { get; init; }

    /// <summary>When its holder pinged last.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public DateTimeOffset? LastPing { get; init; }

    /// <summary>The draft of the newest version, as JSON.</summary>
    [JsonConverter(typeof(EmbeddedJsonConverter))]
    public required string Draft { get; init; }

    /// <summary>Of a preview: its allowance from its start to its end, grace included; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Segment>? Timeline { get; init; }

    /// <summary>Of a preview: what the issuer could still grant with it; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IssuerUsage? Left { get; init; }
}
