using LicenseKit.Hosting;
using LicenseKit.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses SQLite.</summary>
public static class SqliteLicenseKitExtensions
{
    /// <summary>Keeps licenses and sessions in a SQLite file; without a connection string in <c>licensekit.db</c> in the data folder.</summary>
    public static LicenseKitBuilder UseSqlite(this LicenseKitBuilder builder, string? connectionString = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseStorage(options => new SqliteStorage(connectionString ?? $"Data Source={Path.Combine(options.DataFolderPath, "licensekit.db")}"));
    }
}
