using LicenseKit.Hosting.Storage;
using LicenseKit.Issuing;
using LicenseKit.Server;

namespace LicenseKit.Testing;

/// <summary>A store in memory. What was committed survives when it is opened again, by this store or by another one over the same memory (<see cref="Another"/>).</summary>
internal sealed class MemoryStore : IServerStore
{
    private readonly Memory _memory;
    private long _epoch;
    private long _batch;
    private long _run;
    private bool _isUnresolved;

    public MemoryStore()
        : this(new Memory())
    {
    }

    private MemoryStore(Memory memory) => _memory = memory;

    public string Description => "Memory";

    public long Batches => Volatile.Read(ref _batch);

    /// <summary>What becomes of the next commit; then it is <see cref="NextCommit.Succeeds"/> again.</summary>
    public NextCommit Next { get; set; }

    /// <summary>While true, an unknown commit stays unknown.</summary>
    public bool StaysUnknown { get; set; }

    /// <summary>A store of another process on the same memory.</summary>
    public MemoryStore Another() => new(_memory);

    public ValueTask<StoredState> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_memory)
        {
            _epoch = ++_memory.Epoch;
            _batch = _memory.Batch;
            _isUnresolved = false;
            var state = _memory.Rows.State(isEmpty: _batch == 0);
            _run = state.Runs.Count == 0 ? 0 : state.Runs.Keys.Max();
            return new(state);
        }
    }

    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_epoch == 0 || _isUnresolved)
        {
            throw new InvalidOperationException(_epoch == 0 ? "The store is not open." : "The last commit is not resolved.");
        }

        var next = Next;
        Next = NextCommit.Succeeds;
        lock (_memory)
        {
            if (next == NextCommit.IsDeposed || !IsOwner)
            {
                _memory.Epoch += next == NextCommit.IsDeposed ? 1 : 0;
                return new(new CommitResult(CommitOutcome.Deposed));
            }

            MemoryRows rows;
            try
            {
                rows = commit.Changes.Aggregate(_memory.Rows with { Floor = commit.Floor, RunTime = commit.RunTime }, With);
            }
#pragma warning disable CA1031 // Not swallowed: it is the cause, and nothing of the batch is stored.
            catch (Exception e)
#pragma warning restore CA1031
            {
                return new(new CommitResult(CommitOutcome.NotCommitted, e));
            }

            return new(End(rows, next));
        }
    }

    public ValueTask<CommitResult> ResolveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_isUnresolved)
        {
            throw new InvalidOperationException("No commit is unresolved.");
        }

        lock (_memory)
        {
            if (!IsOwner)
            {
                return new(new CommitResult(CommitOutcome.Deposed));
            }

            if (StaysUnknown)
            {
                return new(new CommitResult(CommitOutcome.Unknown, Broken()));
            }

            var isApplied = _memory.Batch == _batch + 1;
            (_epoch, _batch, _isUnresolved) = (++_memory.Epoch, _memory.Batch, false);
            return new(new CommitResult(isApplied ? CommitOutcome.Committed : CommitOutcome.NotCommitted));
        }
    }

    public ValueTask<IReadOnlyList<SessionPageRow>> ReadSessionsAsync(long after, int limit, CancellationToken cancellationToken)
    {
        lock (_memory)
        {
            return new([.. _memory.Rows.Sessions.Values.Where(s => s.Number > after).Take(limit).Select(s => s.Page)]);
        }
    }

    public ValueTask<string?> ReadAnswerAsync(string key, CancellationToken cancellationToken)
    {
        lock (_memory)
        {
            return new(_memory.Rows.Answers.Values.Where(a => a.Key.Key == key).Select(a => a.Answer).FirstOrDefault());
        }
    }

    public ValueTask<IReadOnlyList<AuditRow>> ReadAuditAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        lock (_memory)
        {
            var rows = _memory.Rows.Audit.Select((entry, i) => new AuditRow(i + 1, entry));
            var ordered = filter.After is not null ? rows
                : filter.IsByTime ? rows.OrderByDescending(r => r.Entry.At).ThenByDescending(r => r.Number).SkipWhile(r => filter.Before is { } last && r.Number != last).Skip(filter.Before is null ? 0 : 1)
                : rows.Reverse().Where(r => filter.Before is null || r.Number < filter.Before);
            return new([.. ordered.Where(r => Has(filter, r)).Take(filter.Limit)]);
        }
    }

    public ValueTask DisposeAsync() => default;

    private static bool Has(AuditFilter filter, AuditRow row) =>
        (filter.After is null || row.Number > filter.After)
        && (filter.License is null || row.Entry.License == filter.License)
        && (filter.Actor is null || row.Entry.By == filter.Actor)
        && (filter.Action is null || row.Entry.Action == filter.Action)
        && (filter.From is null || row.Entry.At >= filter.From)
        && (filter.To is null || row.Entry.At < filter.To);

    private bool IsOwner => _memory.Epoch == _epoch;

    private static IOException Broken() => new("The storage of this test fails on demand.");

    private CommitResult End(MemoryRows rows, NextCommit next)
    {
        if (next == NextCommit.Fails)
        {
            return new(CommitOutcome.NotCommitted, Broken());
        }

        if (next != NextCommit.IsUnknownAndLost)
        {
            _memory.Rows = rows;
            _memory.Batch++;
        }

        if (next == NextCommit.Succeeds)
        {
            _batch = _memory.Batch;
            return CommitResult.Committed;
        }

        _isUnresolved = true;
        return new(CommitOutcome.Unknown, Broken());
    }

    private MemoryRows With(MemoryRows rows, Change change)
    {
        _run = change is Change.RunStarted started ? started.Run.Number : _run;
        return rows.With(change, _run);
    }

    /// <summary>What a machine keeps on its disk.</summary>
    private sealed class Memory
    {
        public long Epoch { get; set; }

        public long Batch { get; set; }

        public MemoryRows Rows { get; set; } = new();
    }
}
