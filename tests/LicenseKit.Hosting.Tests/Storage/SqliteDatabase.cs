using System.Globalization;
using LicenseKit.Hosting.Storage;
using LicenseKit.Sqlite;
using Microsoft.Data.Sqlite;

namespace LicenseKit.Hosting.Tests.Storage;

/// <summary>A SQLite file of one test, and a way past the store.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly TempFolder _temp = new();

    public string File => _temp.In("licensekit.db");

    public IServerStore Store() => StoreOf(File);

    /// <summary>The file as a kill of the process would leave it; the shared memory dies with the process.</summary>
    public string Crash()
    {
        var folder = Directory.CreateDirectory(_temp.In(Guid.NewGuid().ToString("N"))).FullName;
        foreach (var file in new[] { File, File + "-wal" }.Where(System.IO.File.Exists))
        {
            System.IO.File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return Path.Combine(folder, "licensekit.db");
    }

    public static IServerStore StoreOf(string file) => new SqlStore(new SqliteDialect($"Data Source={file}"));

    public void Run(string sql) => Command(sql, c => c.ExecuteNonQuery());

    public string Scalar(string sql)
    {
        var value = "";
        Command(sql, c => value = Convert.ToString(c.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "");
        return value;
    }

    public void Dispose() => _temp.Dispose();

    private void Command(string sql, Action<SqliteCommand> run)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        run(command);
    }
}
