using System.Text.Json.Serialization;
using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting;

/// <summary>A server's own license and its use.</summary>
public sealed record ServerStatus
{
    /// <summary>The license id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose server it is.</summary>
    public required string Client { get; init; }

    /// <summary>The signed state of the own link.</summary>
    public required LicenseState State { get; init; }

    /// <summary>Whether it is effective now; a license above it may lower it.</summary>
    public required Standing Standing { get; init; }

    /// <summary>The id of the license that limits it, this one or one above it; null when it is good.</summary>
    public string? LimitedBy { get; init; }

    /// <summary>Why it serves nothing; null when it does.</summary>
    public string? Reason { get; init; }

    /// <summary>The serial of the own link.</summary>
    public required long Serial { get; init; }

    /// <summary>The own allowance now, stages applied.</summary>
    public required Seats Seats { get; init; }

    /// <summary>Per kind, the most of that kind alone that fits every link; zero when nothing is served.</summary>
    [JsonConverter(typeof(CountsJsonConverter))]
    public required IReadOnlyDictionary<string, long> Most { get; init; }

    /// <summary>Seats in use by sessions here.</summary>
    public required Seats InUse { get; init; }

    /// <summary>The earliest end of the chain.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public required DateTimeOffset Expires { get; init; }

    /// <summary>When the allowance changes next.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public DateTimeOffset? Next { get; init; }

    /// <summary>How an online server stands with its parent; null for a Master and for an offline one.</summary>
    public ParentContactStatus? Contact { get; init; }

    /// <summary>The License Code of the installation.</summary>
    public required string LicenseCode { get; init; }

    /// <summary>Effective time beside the machine's clock.</summary>
    public required ClockStatus Clock { get; init; }

    /// <summary>What is wrong but takes nothing away: a suspect clock (LK5008), licenses dated after now (LK5009).</summary>
    public IReadOnlyList<LicenseFault> Warnings { get; init; } = [];
}
