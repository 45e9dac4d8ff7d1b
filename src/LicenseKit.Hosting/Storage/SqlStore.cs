using System.Data.Common;
using System.Security.Cryptography;
using LicenseKit.Issuing;
using LicenseKit.Server;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Hosting.Storage;

/// <summary>A store in a SQL database: all that is the same for every engine.</summary>
/// <remarks>
/// Each transaction begins with the one row of <c>lk_batch</c>: it counts the batches, and its epoch and owner name the store that was opened last.
/// So a store whose database was opened by another one changes nothing any more, and the count tells whether a transaction was committed.
/// </remarks>
internal sealed class SqlStore(SqlDialect dialect) : IServerStore
{
    private const string NextBatch = "UPDATE lk_batch SET batch = $1 + 1, floor = $2, run_time = $3 WHERE epoch = $4 AND owner = $5 AND batch = $1";
    private const string NextEpoch = "UPDATE lk_batch SET epoch = epoch + 1, owner = $1";
    private const string NextEpochOfOwner = "UPDATE lk_batch SET epoch = epoch + 1 WHERE owner = $1";
    private const string ReadBatch = "SELECT epoch, batch FROM lk_batch";
    private const string Commit = "COMMIT";
    private const string RollBack = "ROLLBACK";

    private const string SessionPage = "SELECT no, id, license, kind, started_at, ended, labels FROM lk_session WHERE no > $1 ORDER BY no LIMIT $2";

    private const string Answer = "SELECT answer FROM lk_answer WHERE key = $1";

    private readonly ReadConnections _readers = new(dialect);
    private WriteConnection? _connection; // null when it was lost: the next commit opens another one
    private string? _owner; // null before the store is opened
    private long _epoch;
    private long _batch;
    private long _run;
    private bool _isUnresolved;
    private bool _isDisposed;

    public string Description => dialect.Description;

    /// <summary>False for a tool that must not bring the database of a server to another schema.</summary>
    public bool MayMigrate { get; set; } = true;

    public long Batches => Volatile.Read(ref _batch);

    /// <inheritdoc/>
    /// <remarks>All in one transaction: a database that does not open is left as it was.</remarks>
    public async ValueTask<StoredState> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await DisconnectAsync().ConfigureAwait(false);
            var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(dialect.Begin, cancellationToken).ConfigureAwait(false);
            await Migrations.ApplyAsync(connection.Connection, dialect, MayMigrate, cancellationToken).ConfigureAwait(false);
            var owner = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
            if (await connection.ExecuteAsync(NextEpoch, cancellationToken, owner).ConfigureAwait(false) != 1)
            {
                throw new InvalidDataException("Table lk_batch does not have exactly one row.");
            }

            var (epoch, batch) = await ReadBatchAsync(connection, cancellationToken).ConfigureAwait(false);
            var state = await StateReader.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(Commit, CancellationToken.None).ConfigureAwait(false);
            (_owner, _epoch, _batch, _isUnresolved) = (owner, epoch, batch, false);
            _run = state.Runs.Count == 0 ? 0 : state.Runs.Keys.Max();
            return state;
        }
        catch (Exception e)
        {
            await DisconnectAsync().ConfigureAwait(false);
            if (e is LicenseFaultException or OperationCanceledException)
            {
                throw;
            }

            throw Unusable("cannot be opened", e);
        }
    }

    public async ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_owner is null || _isUnresolved)
        {
            throw new InvalidOperationException(_isUnresolved ? "The last commit is not resolved." : "The store is not open.");
        }

        WriteConnection connection;
        try
        {
            connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(dialect.Begin, cancellationToken).ConfigureAwait(false);
            if (await connection.ExecuteAsync(NextBatch, cancellationToken, _batch, commit.Floor, commit.RunTime, _epoch, _owner).ConfigureAwait(false) == 0)
            {
                await RollBackAsync().ConfigureAwait(false);
                return new(CommitOutcome.Deposed);
            }

            foreach (var change in commit.Changes)
            {
                _run = change is Change.RunStarted started ? started.Run.Number : _run;
                await ChangeWriter.WriteAsync(connection, change, _run, cancellationToken).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // Not swallowed: it is the cause, and nothing of the batch is stored.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await RollBackAsync().ConfigureAwait(false);
            if (e is OperationCanceledException)
            {
                throw;
            }

            return new(CommitOutcome.NotCommitted, e);
        }

        return await EndAsync(connection).ConfigureAwait(false);
    }

    public async ValueTask<CommitResult> ResolveAsync(CancellationToken cancellationToken)
    {
        if (!_isUnresolved)
        {
            throw new InvalidOperationException("No commit is unresolved.");
        }

        try
        {
            await DisconnectAsync().ConfigureAwait(false);
            var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            await dialect.FlushAsync(connection.Connection, cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(dialect.Begin, cancellationToken).ConfigureAwait(false);
            if (await connection.ExecuteAsync(NextEpochOfOwner, cancellationToken, _owner).ConfigureAwait(false) == 0)
            {
                await DisconnectAsync().ConfigureAwait(false);
                return new(CommitOutcome.Deposed);
            }

            var (epoch, batch) = await ReadBatchAsync(connection, cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(Commit, CancellationToken.None).ConfigureAwait(false);
            return Resolved(epoch, batch);
        }
#pragma warning disable CA1031 // Not swallowed: it is the cause, and the caller asks again.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new(CommitOutcome.Unknown, e);
        }
    }

    public ValueTask<IReadOnlyList<SessionPageRow>> ReadSessionsAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadPageAsync("lk_session", SessionPage, StateReader.SessionPageRow, [after, (long)limit], cancellationToken);

    public async ValueTask<string?> ReadAnswerAsync(string key, CancellationToken cancellationToken) =>
        await ReadPageAsync("lk_answer", Answer, r => r.Text(0), [key], cancellationToken).ConfigureAwait(false) is [var answer, ..] ? answer : null;

    public ValueTask<IReadOnlyList<AuditRow>> ReadAuditAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        var (sql, values) = filter.ToSql();
        return ReadPageAsync("lk_audit", sql, r => new AuditRow(r.Integer(0), new(r.Integer(1), r.Text(2), r.Text(3), r.TextOrNull(4), r.Text(5))), values, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _readers.DisposeAsync().ConfigureAwait(false);
        await DisconnectAsync().ConfigureAwait(false);
    }

    private static async ValueTask<(long Epoch, long Batch)> ReadBatchAsync(WriteConnection connection, CancellationToken cancellationToken)
    {
        await foreach (var row in connection.ReadAsync("lk_batch", ReadBatch, cancellationToken).ConfigureAwait(false))
        {
            return (row.Integer(0), row.Integer(1));
        }

        throw new InvalidDataException("Table lk_batch has no row.");
    }

    /// <summary>Until COMMIT is sent, an error takes everything back; after that it depends on the error.</summary>
    private async ValueTask<CommitResult> EndAsync(WriteConnection connection)
    {
        try
        {
            await connection.ExecuteAsync(Commit, CancellationToken.None).ConfigureAwait(false);
            _batch++;
            return CommitResult.Committed;
        }
#pragma warning disable CA1031 // Not swallowed: it is the cause.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var outcome = e is DbException error ? dialect.OutcomeOf(error) : CommitOutcome.Unknown;
            _isUnresolved = outcome == CommitOutcome.Unknown;
            if (!_isUnresolved)
            {
                await RollBackAsync().ConfigureAwait(false);
            }

            return new(outcome, e);
        }
    }

    private CommitResult Resolved(long epoch, long batch)
    {
        if (batch != _batch && batch != _batch + 1)
        {
            return new(CommitOutcome.Unknown, new InvalidDataException($"{Description} has batch {batch}; the last one stored was {_batch}. Its history is lost."));
        }

        var outcome = batch == _batch ? CommitOutcome.NotCommitted : CommitOutcome.Committed;
        (_epoch, _batch, _isUnresolved) = (epoch, batch, false);
        return new(outcome);
    }

    /// <summary>A transaction that does not even roll back ends with its connection. Some errors of SQLite have rolled back already.</summary>
    private async ValueTask RollBackAsync()
    {
        if (_connection is not { } connection)
        {
            return;
        }

        try
        {
            await connection.ExecuteAsync(RollBack, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            await DisconnectAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<WriteConnection> ConnectAsync(CancellationToken cancellationToken) =>
        _connection ??= await WriteConnection.OpenAsync(dialect, cancellationToken).ConfigureAwait(false);

    private async ValueTask DisconnectAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<IReadOnlyList<T>> ReadPageAsync<T>(string table, string sql, Func<StoredRow, T> read, object[] values, CancellationToken cancellationToken)
    {
        try
        {
            return await _readers.ReadAsync(table, sql, read, values, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or InvalidDataException)
        {
            throw Unusable("cannot be read", e);
        }
    }

    private LicenseFaultException Unusable(string what, Exception cause) => new(new(FaultCode.Storage,
        $"{Description} {what}: {cause.Message.ReplaceLineEndings(" ")}",
        "Check that it is a LicenseKit database that this user can read and write, and that the disk has room; restore it from a backup if it is damaged."), cause);
}
