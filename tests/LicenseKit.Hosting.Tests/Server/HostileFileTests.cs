using LicenseKit.Testing;

namespace LicenseKit.Hosting.Tests.Server;

/// <summary>Every hostile vector, given to a real server with a real data folder.</summary>
public sealed class HostileFileTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _server = null!;

    public async ValueTask InitializeAsync() => _server = await _scene.MasterAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_refused_file_changes_nothing_in_force_and_nothing_on_disk()
    {
        var (status, activity, disk) = (_server.Server.Status().Good(), await _server.Server.ActivityAsync(1000, Scene.Ct), OnDisk());
        Assert.NotEmpty(disk);

        foreach (var vector in Vectors.Hostile)
        {
            var fault = (await _server.Server.ApplyAsync(vector.Bytes, "Ann", cancellationToken: Scene.Ct)).Fault;
            Assert.True(fault is not null, vector.ToString());
            Assert.True(!IsReadAsHere(vector) || fault.Code.Text() == vector.Fault, $"{vector}: {fault}");
        }

        var after = _server.Server.Status().Good();
        Assert.Equal((status.Id, status.Serial, status.Standing), (after.Id, after.Serial, after.Standing));
        Assert.Equal(activity, await _server.Server.ActivityAsync(1000, Scene.Ct));
        Assert.Equal(disk, OnDisk());
    }

    /// <summary>True when the vector is meant for this product and root key, for any installation, and in the encoding that servers read.</summary>
    private static bool IsReadAsHere(Vector vector) => vector.Format == "jws" && vector.Holder is null && vector.Product == Acme.Product
        && vector.Roots is [{ } root] && root.Key.Equals(Acme.Root.PublicKey) && root.From == DateTimeOffset.MinValue && root.To == DateTimeOffset.MaxValue;

    /// <summary>Not opened: closing a database's file would drop the locks of the server in this process.</summary>
    private string[] OnDisk() =>
    [
        .. new DirectoryInfo(_scene.Temp.In("master")).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal).Select(f => $"{f.Name} {f.Length} {f.LastWriteTimeUtc.Ticks}"),
    ];
}
