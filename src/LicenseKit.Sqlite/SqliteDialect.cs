using System.Data.Common;
using System.Globalization;
using LicenseKit.Hosting.Files;
using LicenseKit.Hosting.Storage;
using Microsoft.Data.Sqlite;

namespace LicenseKit.Sqlite;

/// <summary>One SQLite file for one process: write-ahead log, every commit on the disk before it is answered.</summary>
/// <remarks>Microsoft.Data.Sqlite is synchronous: its tasks are complete when they are returned.</remarks>
internal sealed class SqliteDialect(string connectionString) : SqlDialect
{
    private const int Busy = 5; // SQLITE_BUSY
    private const int Full = 13; // SQLITE_FULL

    // fullfsync is for macOS, where fsync leaves data in the cache of the disk; elsewhere it does nothing.
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA busy_timeout = 5000;";

    private readonly SqliteConnectionStringBuilder _settings = new(connectionString)
    {
        ForeignKeys = true,
        Pooling = false, // A pool would keep the file open after the server has given its folder free, and hand a broken connection out again.
        DefaultTimeout = 5, // The provider tries again for so many seconds when the file is locked.
    };

    private readonly string? _file = FileOf(new(connectionString));

    public override string Description => $"SQLite '{_settings.DataSource}'";

    public override string Begin => "BEGIN IMMEDIATE";

    public override async ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        // SQLite gives the log and the shared memory the permissions of the database.
        if (_file is { } file)
        {
            OwnerOnly.Prepare(file);
        }

        var connection = new SqliteConnection(_settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = Pragmas;
            await pragmas.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// After a failed fsync the kernel drops the dirty mark of the pages: they can be read back, and a later fsync succeeds, although they are not on the disk.
    /// The checkpoint writes the pages of the log into the database file anew and syncs that, then truncates the log.
    /// </remarks>
    public override async ValueTask FlushAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        var blocked = Convert.ToInt64(await checkpoint.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
        if (blocked != 0)
        {
            throw new SqliteException("The log cannot be written into the database file: another connection reads it.", Busy);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// SQLITE_BUSY: the transaction is still open and is rolled back. SQLITE_FULL: a write failed, and the frame that commits is the last one written, so it is not
    /// complete in the log; SQLite has rolled back. Anything else, a failed fsync (SQLITE_IOERR) above all, may have left a complete transaction in the log, which
    /// a recovery after a crash would find.
    /// </remarks>
    public override CommitOutcome OutcomeOf(DbException failedCommit) =>
        failedCommit is SqliteException { SqliteErrorCode: Busy or Full } ? CommitOutcome.NotCommitted : CommitOutcome.Unknown;

    /// <summary>The file that a connection makes; null where it makes none, or where the provider chooses the place.</summary>
    private static string? FileOf(SqliteConnectionStringBuilder settings)
    {
        var isPath = settings.DataSource is { Length: > 0 } source && source[0] is not (':' or '|') && !source.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        return isPath && settings.Mode == SqliteOpenMode.ReadWriteCreate
            && (Path.IsPathFullyQualified(settings.DataSource) || AppDomain.CurrentDomain.GetData("DataDirectory") is null) ? settings.DataSource : null;
    }

    public override void Name(DbParameter parameter, int position) => parameter.ParameterName = $"${position}";
}
