using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace LicenseKit.Hosting.Storage;

/// <summary>A statement that is prepared when it is first used, and executed once a row with its values by position.</summary>
/// <remarks>One statement with the values of many rows is half as fast on SQLite: each parameter is found by a linear search through all of their names.</remarks>
internal sealed class PreparedStatement : IDisposable
{
    private readonly DbCommand _command;
    private readonly SqlDialect _dialect;
    private bool _isPrepared;

    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this assembly; values are parameters.")]
    public PreparedStatement(DbConnection connection, SqlDialect dialect, string sql)
    {
        _dialect = dialect;
        _command = connection.CreateCommand();
        _command.CommandText = sql;
    }

    /// <summary>Gives the number of rows that it changed.</summary>
    public async ValueTask<int> ExecuteAsync(object?[] values, CancellationToken cancellationToken)
    {
        for (var i = 0; i < values.Length; i++)
        {
            ParameterAt(i).Value = values[i] ?? DBNull.Value;
        }

        if (!_isPrepared)
        {
            await _command.PrepareAsync(cancellationToken).ConfigureAwait(false);
            _isPrepared = true;
        }

        return await _command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _command.Dispose();

    private DbParameter ParameterAt(int index)
    {
        if (index < _command.Parameters.Count)
        {
            return _command.Parameters[index];
        }

        var parameter = _command.CreateParameter();
        _dialect.Name(parameter, index + 1);
        _command.Parameters.Add(parameter);
        return parameter;
    }
}
