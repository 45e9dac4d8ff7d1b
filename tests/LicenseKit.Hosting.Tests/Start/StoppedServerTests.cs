using LicenseKit.Issuing;
using LicenseKit.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Start;

/// <summary>The state of a server that does not run.</summary>
public sealed class StoppedServerTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly FakeTimeProvider _clock = new(Acme.Start);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Folder => _temp.In("master");

    [Fact]
    public async Task A_running_server_is_refused_with_its_process()
    {
        await using var server = await StartAsync();

        var refused = await Assert.ThrowsAsync<LicenseFaultException>(OpenAsync);

        Assert.Equal(FaultCode.DataFolderInUse, refused.Fault.Code);
        Assert.Contains($"{Environment.ProcessId}", refused.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_cannot_start_while_its_state_is_open_and_can_afterwards()
    {
        await (await StartAsync()).DisposeAsync();
        await using (await OpenAsync())
        {
            Assert.Equal(FaultCode.DataFolderInUse, (await Assert.ThrowsAsync<LicenseFaultException>(StartAsync)).Fault.Code);
        }

        await (await StartAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_folder_in_which_nothing_was_stored_is_refused_and_left_without_a_key()
    {
        Directory.CreateDirectory(Folder);

        Assert.Equal(FaultCode.CannotSign, (await Assert.ThrowsAsync<LicenseFaultException>(OpenAsync)).Fault.Code);

        Assert.False(File.Exists(Path.Combine(Folder, "installation.key.pem")));
    }

    [Fact]
    public async Task What_was_signed_by_a_clock_ahead_is_signed_again_and_the_server_goes_on_from_the_instant()
    {
        await (await StartAsync()).DisposeAsync();
        _clock.AdjustTime(Acme.Start.AddDays(400));
        string id;
        await using (var ahead = await StartAsync())
        {
            id = (await ahead.Issuer!.IssueAsync(Acme.Child(change: d => d.Duration = "P30D"), "Ann", Ct)).Good().Id;
        }

        var right = new FakeTimeProvider(Acme.Start.AddHours(1));
        await using (var stopped = await StoppedServer.OpenAsync(o => o.WithDataFolder(Folder).UseSqlite(), right, Ct))
        {
            Assert.Equal((1, false), (stopped.Clock().DatedAhead, stopped.NeedsRootKey(Acme.Start.AddHours(1))));
            var repair = (await stopped.SetClockAsync(Acme.Start.AddHours(1), "Ann", cancellationToken: Ct)).Good();
            Assert.Equal((1, Acme.Start.AddHours(1)), (repair.SignedAgain, repair.Floor));
            Assert.Equal((0, Acme.Start.AddHours(1)), (stopped.Clock().DatedAhead, stopped.Clock().Floor));
        }

        await using var server = await StartAsync(right);
        var issued = server.Issuer!.Find(id)!;
        Assert.Equal((2, Acme.Start.AddHours(1).AddDays(30)), (issued.Serial, issued.Expires));
        Assert.Empty(server.Server!.Status().Good().Warnings);
        Assert.Contains(await server.Server.ActivityAsync(100, Ct), a => a is { Action: "clock.set", By: "Ann" });
        Assert.Null(Acme.Verifier.Verify(server.Issuer.File(id)!, right.GetUtcNow()).Fault);
    }

    [Fact]
    public async Task Another_key_than_the_root_key_signs_no_Master()
    {
        await (await StartAsync()).DisposeAsync();
        _clock.AdjustTime(Acme.Start.AddDays(-1));
        await using var stopped = await StoppedServer.OpenAsync(o => o.WithDataFolder(Folder).UseSqlite(), _clock, Ct);
        using var other = SigningKey.Create();

        Assert.Equal(FaultCode.UntrustedRoot, (await stopped.SetClockAsync(_clock.GetUtcNow(), "Ann", other, Ct)).Fault!.Code);
        Assert.Equal(2, (await stopped.SetClockAsync(_clock.GetUtcNow(), "Ann", Acme.Root, Ct)).Good().MasterSerial);
    }

    public void Dispose() => _temp.Dispose();

    private Task<StoppedServer> OpenAsync() => StoppedServer.OpenAsync(o => o.WithDataFolder(Folder).UseSqlite(), _clock, Ct);

    private Task<Licensing> StartAsync() => StartAsync(_clock);

    private async Task<Licensing> StartAsync(TimeProvider time)
    {
        var file = _temp.In("master.lic");
        file = File.Exists(file) ? file : Acme.Master(_temp, Folder);
        return await Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsParent().AsChild(file).WithDataFolder(Folder).WithPublicUrl("https://licenses.example").UseSqlite(), time, Ct);
    }
}
