using System.Collections.Concurrent;
using System.Data.Common;

namespace LicenseKit.Hosting.Storage;

/// <summary>Two connections that read pages, opened when they are first needed and kept: opening one costs more than reading a page.</summary>
internal sealed class ReadConnections(SqlDialect dialect) : IAsyncDisposable
{
    private const int Most = 2;

    private readonly ConcurrentBag<DbConnection> _idle = [];
    private readonly SemaphoreSlim _free = new(Most, Most);
    private volatile bool _isDisposed;

    public async ValueTask<IReadOnlyList<T>> ReadAsync<T>(string table, string sql, Func<StoredRow, T> read, object[] values, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        DbConnection? connection = null;
        try
        {
            if (_isDisposed)
            {
                throw new LicenseFaultException(new(FaultCode.Storage, "The server has stopped.", "Ask again when it runs."));
            }

            connection = _idle.TryTake(out var idle) ? idle : await dialect.ConnectAsync(cancellationToken).ConfigureAwait(false);
            var rows = new List<T>();
            await foreach (var row in StoredRow.ReadAsync(connection, dialect, table, sql, values, cancellationToken).ConfigureAwait(false))
            {
                rows.Add(read(row));
            }

            _idle.Add(connection);
            connection = null;
            return rows;
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false); // It failed; the next page opens another one.
            }

            _free.Release();
        }
    }

    /// <summary>Waits for pages that are being read.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < Most; i++)
        {
            await _free.WaitAsync().ConfigureAwait(false);
        }

        while (_idle.TryTake(out var connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        _isDisposed = true;
        _free.Release(Most); // Whoever waits for a page is told.
    }
}
