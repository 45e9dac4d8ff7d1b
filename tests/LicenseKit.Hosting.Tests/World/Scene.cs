using LicenseKit.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests;

/// <summary>Servers of one test in one process, on one clock and one network.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly List<Portal> _portals = [];

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TempFolder Temp { get; } = new();

    public FakeTimeProvider Clock { get; } = new(Acme.Start);

    public Network Network { get; } = new();

    /// <summary>What all servers of the scene log.</summary>
    public LogBook Log { get; } = new();

    /// <summary>A server with a Master license.</summary>
    public Task<Portal> MasterAsync(Seats? seats = null) => StartAsync("master", Acme.Master(Temp, Temp.In("master"), seats));

    /// <summary>A server under a name, with its data folder of that name.</summary>
    public async Task<Portal> StartAsync(string name, string? license = null, ISigner? signer = null, Action<WebApplication>? map = null)
    {
        var portal = await Portal.StartAsync(Clock, Temp.In(name), license, $"https://{name}.example", Network, signer, Log, map);
        _portals.Add(portal);
        return portal;
    }

    /// <summary>A child with its file applied; it activates by itself when time goes on.</summary>
    public async Task<(Portal Child, string License)> ChildAsync(Portal parent, ServerLicenseDraft draft, string name = "child", ISigner? signer = null)
    {
        var issued = (await parent.Issuer.IssueAsync(draft, "Ann", Ct)).Good();
        var child = await StartAsync(name, Temp.Write(name + ".lic", parent.Issuer.File(issued.Id)!), signer);
        return (child, issued.Id);
    }

    /// <summary>The same, and time goes on until it is activated.</summary>
    public async Task<(Portal Child, string License)> ActivatedChildAsync(Portal parent, ServerLicenseDraft? draft = null, string name = "child", ISigner? signer = null)
    {
        var (child, license) = await ChildAsync(parent, draft ?? Acme.Child(), name, signer);
        await UntilAsync(() => child.Standing == "good" && parent.Issuer.Find(license)!.LastPing is not null);
        return (child, license);
    }

    public async Task StopAsync(Portal portal)
    {
        _portals.Remove(portal);
        await portal.DisposeAsync();
    }

    /// <summary>Lets time go on second by second until something is so.</summary>
    public Task UntilAsync(Func<bool> isSo) => Clock.UntilAsync(isSo, TimeSpan.FromSeconds(1));

    /// <summary>The same for what must be asked.</summary>
    public Task UntilAsync(Func<Task<bool>> isSo) => Clock.UntilAsync(isSo, TimeSpan.FromSeconds(1));

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in Enumerable.Reverse(_portals))
        {
            await portal.DisposeAsync();
        }

        Temp.Dispose();
    }
}
