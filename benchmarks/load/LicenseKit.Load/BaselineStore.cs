using Microsoft.Data.Sqlite;

namespace LicenseKit.Load;

/// <summary>Stores one row of the usual size in one durable transaction per request, on one connection.</summary>
/// <remarks>SQLite as the server uses it: write-ahead log, synchronous FULL. The row has no index besides its number.</remarks>
internal sealed class BaselineStore : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    private BaselineStore(SqliteConnection connection, SqliteCommand insert)
    {
        _connection = connection;
        _insert = insert;
    }

    public static BaselineStore Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        using var schema = connection.CreateCommand();
        schema.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE IF NOT EXISTS session (no INTEGER PRIMARY KEY, id TEXT NOT NULL, license BIGINT NOT NULL, kind TEXT NOT NULL,
                n BIGINT NOT NULL, started BIGINT NOT NULL, ends BIGINT NOT NULL, run BIGINT NOT NULL, state BIGINT NOT NULL, labels TEXT);
            """;
        schema.ExecuteNonQuery();
        var insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO session (id, license, kind, n, started, ends, run, state, labels)
            VALUES ($id, 1, $kind, 1, $started, $ends, 1, 0, NULL)
            """;
        foreach (var name in (ReadOnlySpan<string>)["$id", "$kind", "$started", "$ends"])
        {
            insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        insert.Prepare();
        return new BaselineStore(connection, insert);
    }

    public async Task InsertAsync(string id, string kind)
    {
        await _turn.WaitAsync();
        try
        {
            Insert(id, kind, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        await _insert.DisposeAsync();
        await _connection.DisposeAsync();
        _turn.Dispose();
    }

    /// <summary>A statement without BEGIN is a transaction of its own.</summary>
    private void Insert(string id, string kind, long now)
    {
        _insert.Parameters[0].Value = id;
        _insert.Parameters[1].Value = kind;
        _insert.Parameters[2].Value = now;
        _insert.Parameters[3].Value = now + 900;
        _insert.ExecuteNonQuery();
    }
}
