using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Storage;

/// <summary>The current row of a query, whose first column names it. A value must have the type that the schema says: SQLite keeps a text in a column of numbers, and reads it as 0.</summary>
internal readonly struct StoredRow(DbDataReader reader, string table)
{
    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this assembly; values are parameters.")]
    public static async IAsyncEnumerable<StoredRow> ReadAsync(
        DbConnection connection, SqlDialect dialect, string table, string sql, object[] values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            dialect.Name(parameter, command.Parameters.Count + 1);
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var row = new StoredRow(reader, table);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    public long Integer(int column) => Has(column, typeof(long)) ? reader.GetInt64(column) : throw Damaged(column, "a whole number");

    public string Text(int column) => Has(column, typeof(string)) ? reader.GetString(column) : throw Damaged(column, "a text");

    public long? IntegerOrNull(int column) => reader.IsDBNull(column) ? null : Integer(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : Text(column);

    /// <summary>The value of a column is not what it should be; it is not shown, since it may be a secret.</summary>
    public InvalidDataException Damaged(int column, string expected) =>
        new($"Row '{Names.Shown(reader.GetValue(0).ToString() ?? "")}' of {table} is damaged: column '{reader.GetName(column)}' should be {expected}.");

    private bool Has(int column, Type type) => reader.GetFieldType(column) == type && !reader.IsDBNull(column);
}
