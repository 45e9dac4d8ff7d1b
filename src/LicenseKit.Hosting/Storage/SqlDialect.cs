using System.Data.Common;

namespace LicenseKit.Hosting.Storage;

/// <summary>What differs between database engines; the SQL of <see cref="SqlStore"/> is the same for all. Parameters are <c>$1</c>, <c>$2</c>, and so on.</summary>
/// <remarks>The migrations of an engine are embedded in the assembly of its dialect: <c>Migrations/001_name.sql</c> beside it.</remarks>
internal abstract class SqlDialect
{
    /// <summary>What the storage is, for messages; no password in it.</summary>
    public abstract string Description { get; }

    /// <summary>Begins a transaction that may write, and waits for its lock no longer than the engine's limit.</summary>
    public abstract string Begin { get; }

    /// <summary>Opens a connection on which a commit is durable when it is answered.</summary>
    public abstract ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Makes durable what a new connection reads, after a commit whose outcome is unknown.</summary>
    /// <exception cref="DbException">It is not durable; it may be tried again.</exception>
    public abstract ValueTask FlushAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>What became of a transaction whose COMMIT failed, as far as the error alone tells.</summary>
    public abstract CommitOutcome OutcomeOf(DbException failedCommit);

    /// <summary>Gives a parameter its name by its position, counted from 1.</summary>
    public abstract void Name(DbParameter parameter, int position);
}
