using LicenseKit.Hosting.Child;
using LicenseKit.Hosting.Client;
using LicenseKit.Hosting.Parent;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Wire;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting;

/// <summary>A server, its link to the parent, and the app's seats: started and stopped together, with and without a container.</summary>
internal sealed partial class LicenseKitHost(LicenseKitOptions options, LicenseServer server, ServerCalls calls, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly ParentLink _link = new(server.Loop, server.Clock, server.Signer, server.Reader, calls, time, logger);

    public LicenseServer Server => server;

    public IIssuer Issuer { get; } = new Issuer(server.Loop, server.Clock, server.Signer);

    public ILicensing Licensing { get; } = new ServerLicensing(server.Loop, server.Clock, server.Signer.PublicKey, server.Apps, time);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await server.StartAsync(cancellationToken).ConfigureAwait(false);
        if (options.LicenseFile is { } file)
        {
            await ApplyAsync(file, cancellationToken).ConfigureAwait(false);
        }

        _link.Start();
    }

    /// <summary>Ends the contact with the parent, before the server that it asks is disposed; seats are served on.</summary>
    public ValueTask StopAsync() => _link.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync().ConfigureAwait(false);
        await ((ServerLicensing)Licensing).DisposeAsync().ConfigureAwait(false);
        await server.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The start file: idempotent, and skipped when it is older than what is held.</summary>
    private async Task ApplyAsync(string file, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LicenseFaultException(new(FaultCode.FileUnreadable, $"'{file}' cannot be read: {e.Message}", "Check the path and its permissions."), e);
        }

        var applied = await server.ApplyAsync(bytes, "start", null, cancellationToken).ConfigureAwait(false);
        if (applied.Fault is { Code: FaultCode.SerialOlder } older)
        {
            LogSkipped(logger, file, older.Message);
        }
        else if (applied.Fault is { } fault)
        {
            throw new LicenseFaultException(fault);
        }
    }

    [LoggerMessage(5001, LogLevel.Information, "The license file {File} is passed over: {Reason}")]
    private static partial void LogSkipped(ILogger logger, string file, string reason);
}
