using System.Data.Common;
using System.Globalization;

namespace LicenseKit.Hosting.Storage;

/// <summary>Brings a database to the newest schema: numbered scripts, each applied once, in the transaction of whoever opens it.</summary>
internal static class Migrations
{
    /// <exception cref="LicenseFaultException">The database is of a newer version, or of an older one that may not be changed.</exception>
    public static async Task ApplyAsync(DbConnection connection, SqlDialect dialect, bool mayMigrate, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS lk_schema (version BIGINT PRIMARY KEY)", cancellationToken).ConfigureAwait(false);
        var applied = 0L;
        await foreach (var row in StoredRow.ReadAsync(connection, dialect, "lk_schema", "SELECT version FROM lk_schema", [], cancellationToken).ConfigureAwait(false))
        {
            applied = Math.Max(applied, row.Integer(0));
        }

        var newest = 0L;
        foreach (var (version, name) in Scripts(dialect))
        {
            newest = version;
            if (version > applied)
            {
                if (!mayMigrate)
                {
                    throw new LicenseFaultException(new(FaultCode.Storage, $"{dialect.Description} has schema {applied}; this tool is of a newer version, and the server may not be.",
                        "Use the tool of the server's version, or start the newer server once."));
                }

                await ExecuteAsync(connection, Read(dialect, name), cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO lk_schema (version) VALUES ({version})"), cancellationToken).ConfigureAwait(false);
            }
        }

        if (applied > newest)
        {
            throw new LicenseFaultException(new(FaultCode.Storage, $"{dialect.Description} has schema {applied}; this version of LicenseKit knows {newest}.", "Use the newer version that wrote it."));
        }
    }

    private static string Folder(SqlDialect dialect) => $"{dialect.GetType().Namespace}.Migrations.";

    private static IEnumerable<(long Version, string Name)> Scripts(SqlDialect dialect) =>
        dialect.GetType().Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder(dialect), StringComparison.Ordinal))
            .Select(n => (long.Parse(n.AsSpan(Folder(dialect).Length, 3), NumberStyles.None, CultureInfo.InvariantCulture), n))
            .Order();

    private static string Read(SqlDialect dialect, string name)
    {
        using var reader = new StreamReader(dialect.GetType().Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of an assembly of ours.")]
    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
