using LicenseKit.Hosting.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LicenseKit.Hosting;

/// <summary>Starts and stops licensing, with a host and in <see cref="Licensing.OpenAsync"/>.</summary>
internal sealed class LicenseKitService(IServiceProvider provider) : IHostedService
{
    private bool IsServer => provider.GetRequiredService<IOptions<LicenseKitOptions>>().Value.IsServer;

    /// <exception cref="LicenseFaultException">The server cannot start, or the license that the options require cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsServer)
        {
            await provider.GetRequiredService<LicenseKitHost>().StartAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            provider.GetRequiredService<ClientLicensing>().Start();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        IsServer ? provider.GetRequiredService<LicenseKitHost>().StopAsync().AsTask().WaitAsync(cancellationToken) : Task.CompletedTask;
}
