using System.Data.Common;

namespace LicenseKit.Hosting.Storage;

/// <summary>The connection that writes, with its statements: each is prepared once.</summary>
internal sealed class WriteConnection : IAsyncDisposable
{
    private readonly SqlDialect _dialect;
    private readonly Dictionary<string, PreparedStatement> _statements = new(ReferenceEqualityComparer.Instance); // by the constant that is their text

    private WriteConnection(DbConnection connection, SqlDialect dialect)
    {
        Connection = connection;
        _dialect = dialect;
    }

    public DbConnection Connection { get; }

    public static async ValueTask<WriteConnection> OpenAsync(SqlDialect dialect, CancellationToken cancellationToken) =>
        new(await dialect.ConnectAsync(cancellationToken).ConfigureAwait(false), dialect);

    /// <summary>Gives the number of rows that a statement changed.</summary>
    /// <param name="sql">A constant.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="values">The values of <c>$1</c>, <c>$2</c>, and so on.</param>
    public ValueTask<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new PreparedStatement(Connection, _dialect, sql));
        }

        return statement.ExecuteAsync(values, cancellationToken);
    }

    public IAsyncEnumerable<StoredRow> ReadAsync(string table, string sql, CancellationToken cancellationToken) =>
        StoredRow.ReadAsync(Connection, _dialect, table, sql, [], cancellationToken);

    /// <summary>Statements first: an engine may keep the file open, and its locks, for one that is left.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        return Connection.DisposeAsync();
    }
}
