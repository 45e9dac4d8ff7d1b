using Microsoft.Data.Sqlite;

namespace LicenseKit.Load;

/// <summary>Writes live sessions into the database of a stopped server. The one place that knows the schema (version 2).</summary>
internal sealed class StoredSessions : IDisposable
{
    private const string Row = """
        INSERT INTO lk_session (id, license, kind, n, started_at, run, ended, labels)
        VALUES ($id, $license, 'developer', 1, $now, (SELECT MAX(run) FROM lk_run), 0, NULL)
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _insert;

    private StoredSessions(SqliteConnection connection, string license)
    {
        _connection = connection;
        Run("PRAGMA synchronous = OFF; PRAGMA cache_size = -500000;");
        _transaction = connection.BeginTransaction();
        _insert = connection.CreateCommand();
        _insert.CommandText = Row;
        _insert.Transaction = _transaction;
        _insert.Parameters.AddWithValue("$id", "");
        _insert.Parameters.AddWithValue("$license", license);
        _insert.Parameters.AddWithValue("$now", DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        _insert.Prepare();
    }

    public static StoredSessions Open(string data, string license)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(data, "licensekit.db"),
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        return new StoredSessions(connection, license);
    }

    public void Add(string id)
    {
        _insert.Parameters[0].Value = id;
        _insert.ExecuteNonQuery();
    }

    /// <summary>Afterwards the rows are in the database file itself, and on the disk.</summary>
    public void Commit()
    {
        _transaction.Commit();
        Run("PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE);");
    }

    public void Dispose()
    {
        _insert.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
    }

    private void Run(string pragmas)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
