using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Hosting.Storage;

/// <summary>All rows of a storage as they were read: nothing of it is verified yet.</summary>
internal sealed record StoredState
{
    /// <summary>True when no batch was ever committed.</summary>
    public required bool IsEmpty { get; init; }

    /// <summary>The floor of time; null before the first commit.</summary>
    public long? Floor { get; init; }

    /// <summary>The summed monotonic running time of all runs, milliseconds.</summary>
    public long RunTime { get; init; }

    /// <summary>Run time at the start of each run, by its number.</summary>
    public IReadOnlyDictionary<long, long> Runs { get; init; } = new Dictionary<long, long>();

    /// <summary>Seconds by which the wall clock has raised the floor at the starts of the last hour of run time.</summary>
    public long Risen { get; init; }

    /// <summary>The held license as a bundle; null when none is held.</summary>
    public string? Bundle { get; init; }

    /// <summary>The exchange with the own parent, as JSON (<see cref="StoredExchange"/>).</summary>
    public string? Exchange { get; init; }

    /// <summary>Replaced versions by which sessions may still be judged, as JSON (<see cref="StoredFormer"/>); null when there are none.</summary>
    public string? Former { get; init; }

    public IReadOnlyList<KeyValuePair<string, LinkVersion>> Seen { get; init; } = [];

    public IReadOnlyList<GrantRow> Grants { get; init; } = [];

    /// <summary>In order of grant and serial.</summary>
    public IReadOnlyList<VersionRow> Versions { get; init; } = [];

    public IReadOnlyList<ExchangeRow> Exchanges { get; init; } = [];

    public IReadOnlyList<StoredSession> Sessions { get; init; } = [];

    /// <summary>Ids that are not granted again for a while: number, id, and until when in run time.</summary>
    public IReadOnlyList<(long Number, SessionId Id, long Until)> Over { get; init; } = [];

    /// <summary>The idempotency keys that are kept, in order of their numbers.</summary>
    public IReadOnlyList<KeptAnswer> Answers { get; init; } = [];

    /// <summary>What the host keeps.</summary>
    public IReadOnlyList<HostDocument> Documents { get; init; } = [];

    public IReadOnlyList<LeaseLength> Lengths { get; init; } = [];

    /// <summary>Grants whose rows are of schema 1: a <c>GrantChanged</c> from the loaded ledger to itself completes one.</summary>
    public IEnumerable<string> Incomplete => Grants.Where(g => g.IsIncomplete).Select(g => g.Id);
}
