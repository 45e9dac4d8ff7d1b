using LicenseKit.Hosting;
using LicenseKit.Hosting.Files;
using LicenseKit.Hosting.Storage;
using LicenseKit.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses SQLite.</summary>
public static class SqliteLicenseKitExtensions
{
    /// <summary>Keeps licenses and sessions in a SQLite file; without a connection string in <c>licensekit.db</c> in the data folder.</summary>
    public static LicenseKitBuilder UseSqlite(this LicenseKitBuilder builder, string? connectionString = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseStore((_, options) => Store(connectionString ?? $"Data Source={Path.Combine(options.DataFolderPath, DataFolder.DatabaseName)}"));
    }

    /// <summary>Keeps licenses and sessions in the SQLite file of a connection string that a service of the app gives.</summary>
    public static LicenseKitBuilder UseSqlite(this LicenseKitBuilder builder, Func<IServiceProvider, string> connectionString)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connectionString);
        return builder.UseStore((services, _) => Store(connectionString(services)));
    }

    private static SqlStore Store(string connectionString) => new(new SqliteDialect(connectionString));
}
