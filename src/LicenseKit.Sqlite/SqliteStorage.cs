using System.Data.Common;
using LicenseKit.Hosting.Storage;
using Microsoft.Data.Sqlite;

namespace LicenseKit.Sqlite;

/// <summary>One SQLite file for one process: write-ahead log, every commit on the disk before it is answered.</summary>
internal sealed class SqliteStorage(string connectionString) : LicenseStorage
{
    private readonly SqliteConnectionStringBuilder _settings = new(connectionString)
    {
        ForeignKeys = true,
        Pooling = false, // A pool would keep the file open after the server has given its folder free, and hand a broken connection out again.
    };

    public override string Description => $"SQLite '{_settings.DataSource}'";

    public override async ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;";
            await pragmas.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
