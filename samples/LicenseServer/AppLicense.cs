using LicenseKit.Hosting;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>Makes <c>app.lic</c> before the first request: hosted services start in turn, and the listener last.</summary>
internal sealed class AppLicense(FirstRun files, ILicenseServer server, IIssuer issuer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => files.FinishAsync(server, issuer);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
