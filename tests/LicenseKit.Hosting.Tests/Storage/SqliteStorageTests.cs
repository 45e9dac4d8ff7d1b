using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.Hosting.Tests.Storage;

public sealed class SqliteStorageTests : StorageContract
{
    protected override (string Break, string Mend) AuditTrail =>
        ("CREATE TRIGGER no_audit BEFORE INSERT ON lk_audit BEGIN SELECT RAISE(ABORT, 'the disk is full'); END", "DROP TRIGGER no_audit");

    protected override LicenseKitBuilder Use(LicenseKitBuilder builder, string dataFolder) => builder.UseSqlite();

    /// <summary>The database and its write-ahead log; the shared memory dies with the process.</summary>
    protected override void CopyDatabase(string from, string to)
    {
        foreach (var name in new[] { "licensekit.db", "licensekit.db-wal" })
        {
            File.Copy(Path.Combine(from, name), Path.Combine(to, name));
        }
    }

    protected override async Task<DbConnection> ConnectAsync(string dataFolder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(dataFolder, "licensekit.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
