using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.Hosting.Tests.Storage;

public sealed class SqliteFileTests : IDisposable
{
    private readonly TempFolder _temp = new();

    [Fact]
    public async Task A_closed_server_leaves_one_file_and_holds_none()
    {
        await (await OpenAsync(null)).DisposeAsync();

        Assert.True(File.Exists(_temp.In("data", "licensekit.db")));
        Assert.False(File.Exists(_temp.In("data", "licensekit.db-wal")));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_a_storage_fault_that_names_it()
    {
        var file = _temp.Write("notes.txt", Acme.Utf8(new string('x', 5000)));

        var refused = await Assert.ThrowsAsync<LicenseFaultException>(() => OpenAsync($"Data Source={file}"));

        Assert.Equal(FaultCode.Storage, refused.Fault.Code);
        Assert.Contains("notes.txt", refused.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_fails_gives_the_data_folder_free()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync("Sauce=data.db"));
        await Assert.ThrowsAsync<LicenseFaultException>(() => OpenAsync($"Data Source={_temp.In("nowhere", "data.db")}"));

        await using var licensing = await OpenAsync(null);

        Assert.Equal("none", licensing.Standing.Text);
    }

    public void Dispose() => _temp.Dispose();

    private Task<Licensing> OpenAsync(string? connectionString) =>
        Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsChild().WithDataFolder(_temp.In("data")).UseSqlite(connectionString), null, TestContext.Current.CancellationToken);
}
