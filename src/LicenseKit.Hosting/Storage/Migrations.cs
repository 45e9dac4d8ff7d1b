using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace LicenseKit.Hosting.Storage;

/// <summary>Brings a database to the newest schema: numbered scripts inside the assembly, each applied once, in one transaction.</summary>
internal static class Migrations
{
    private const string Folder = "LicenseKit.Hosting.Storage.Migrations.";

    public static async Task ApplyAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await Sql.ExecuteAsync(connection, transaction, "CREATE TABLE IF NOT EXISTS lk_schema (version BIGINT PRIMARY KEY)", cancellationToken).ConfigureAwait(false);
        var applied = await Sql.ScalarAsync(connection, transaction, "SELECT COALESCE(MAX(version), 0) FROM lk_schema", cancellationToken).ConfigureAwait(false);
        var newest = 0L;
        foreach (var (version, name) in Scripts())
        {
            newest = version;
            if (version > applied)
            {
                await Sql.ExecuteAsync(connection, transaction, Read(name), cancellationToken).ConfigureAwait(false);
                await Sql.ExecuteAsync(connection, transaction, "INSERT INTO lk_schema (version) VALUES (@version)", cancellationToken, ("@version", version)).ConfigureAwait(false);
            }
        }

        if (applied > newest)
        {
            throw new LicenseFaultException(new(FaultCode.Storage, $"The database has schema {applied}; this version of LicenseKit knows {newest}.", "Use the newer version that wrote it."));
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<(long Version, string Name)> Scripts() =>
        typeof(Migrations).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .Select(n => (long.Parse(n.AsSpan(Folder.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture), n))
            .Order();

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
