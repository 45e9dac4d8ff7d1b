using System.Collections.Immutable;
using LicenseKit.Protocol;

namespace LicenseKit.Freshness;

/// <summary>What a child keeps of the exchange with its parent.</summary>
internal sealed record ParentExchange
{
    /// <summary>The sequence of the last ping made.</summary>
    public long Seq { get; init; }

    /// <summary>The ping that waits for its answer.</summary>
    public PendingPing? Pending { get; init; }

    /// <summary>The last pong accepted, named by the next ping.</summary>
    public PongName? Previous { get; init; }

    /// <summary>The last contact; null before the first.</summary>
    public ParentContact? Contact { get; init; }

    /// <summary>Newest pongs of the online links above, by license id.</summary>
    public ImmutableDictionary<string, ParentContact> Above { get; init; } = ImmutableDictionary<string, ParentContact>.Empty;

    /// <summary>The parent's last address that answered.</summary>
    public string? LastUrl { get; init; }

    /// <summary>Code of the fault for which the last bundle from the parent was refused.</summary>
    public string? Refused { get; init; }

    /// <summary>The parent knows a newer version and does not give it to our key.</summary>
    public bool BoundElsewhere { get; init; }
}
