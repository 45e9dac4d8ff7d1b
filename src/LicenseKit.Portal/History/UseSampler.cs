using LicenseKit.Hosting;
using Microsoft.Extensions.Hosting;

namespace LicenseKit.Portal.History;

/// <summary>Notes each minute how the seats are used. A server that holds no license has nothing to note.</summary>
internal sealed class UseSampler(ILicenseServer server, UseHistory history, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Sample();
        _timer = time.CreateTimer(_ => Sample(), null, Every, Every);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private void Sample()
    {
        if (server.Use().Value is { } use)
        {
            history.Add(use);
        }
    }
}
