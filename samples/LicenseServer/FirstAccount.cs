using LicenseKit.Portal.Accounts;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>Makes the token for the first account before the first request: hosted services start in turn, and the listener last.</summary>
internal sealed class FirstAccount(FirstRun files, AccountSetup setup) : IHostedService
{
    /// <summary>The token; null where there is an account.</summary>
    public string? SetupToken { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken) => SetupToken = await setup.BeginAsync(files.SetupTokenFile, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
