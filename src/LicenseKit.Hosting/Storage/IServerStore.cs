namespace LicenseKit.Hosting.Storage;

/// <summary>Where a server keeps its state: loads it, commits the changes of a batch in one transaction, reads pages for lists.</summary>
/// <remarks>It decides nothing. Opened, committed to and resolved by the one loop of a server; pages may be read at any time, from any thread.</remarks>
internal interface IServerStore : IAsyncDisposable
{
    /// <summary>What the storage is, for messages; no password in it.</summary>
    string Description { get; }

    /// <summary>How many batches are stored, as far as this store knows.</summary>
    long Batches { get; }

    /// <summary>Opens or creates the storage, brings it to the newest schema, raises the epoch and reads all rows.</summary>
    /// <exception cref="LicenseFaultException">It cannot be opened, or is of a newer version (LK8003).</exception>
    ValueTask<StoredState> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Stores all of it or nothing.</summary>
    ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken);

    /// <summary>After <see cref="CommitOutcome.Unknown"/>: whether the last commit is in the storage, and durable there.</summary>
    ValueTask<CommitResult> ResolveAsync(CancellationToken cancellationToken);

    /// <summary>Live sessions in order of their start, after the one with this number.</summary>
    ValueTask<IReadOnlyList<SessionPageRow>> ReadSessionsAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>The answer that is kept for an idempotency key, as JSON (<see cref="StoredAnswer"/>); null when it is forgotten.</summary>
    ValueTask<string?> ReadAnswerAsync(string key, CancellationToken cancellationToken);

    /// <summary>A page of the audit trail, newest first.</summary>
    ValueTask<IReadOnlyList<AuditRow>> ReadAuditAsync(AuditFilter filter, CancellationToken cancellationToken);
}
