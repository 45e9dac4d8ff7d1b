using LicenseKit.Hosting.Child;
using LicenseKit.Hosting.Client;
using LicenseKit.Hosting.Parent;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Wire;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting;

/// <summary>A server, its link to the parent, and the app's seats: started and stopped together, with and without a container.</summary>
internal sealed partial class LicenseKitHost : IAsyncDisposable
{
    private readonly LicenseKitOptions _options;
    private readonly LicenseServer _server;
    private readonly ILogger _logger;
    private readonly ParentLink _link;
    private readonly ServerLicensing _licensing;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _lock = new();
    private Task? _start;

    public LicenseKitHost(LicenseKitOptions options, LicenseServer server, ServerCalls calls, TimeProvider time, ILogger logger)
    {
        (_options, _server, _logger) = (options, server, logger);
        _link = new ParentLink(server.Loop, server.Clock, server.Signer, server.Reader, calls, time, logger);
        _licensing = new ServerLicensing(server.Loop, server.Clock, server.StandingAt, server.Apps, StartAsync, time, logger);
        server.Loop.StartOnDemand = StartAsync;
        Issuer = new Issuer(server.Loop, server.Store, server.Clock, server.Signer);
    }

    public LicenseServer Server => _server;

    public IIssuer Issuer { get; }

    public ILicensing Licensing => _licensing;

    /// <summary>Starts once, for whoever comes first: the host, or a request that is made before it. All wait for the same start.</summary>
    /// <remarks>A caller that stops waiting does not stop the start; <see cref="DisposeAsync"/> does.</remarks>
    /// <exception cref="LicenseFaultException">The start failed; it is not repeated, and every caller gets the same fault.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _start ??= Task.Run(() => StartOnceAsync(_disposed.Token), CancellationToken.None);
        }

        return _start.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the contact with the parent, before the server that it asks is disposed; seats are served on.</summary>
    public ValueTask StopAsync() => _link.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        Task start;
        lock (_lock)
        {
            start = _start ??= Task.CompletedTask;
        }

        await _disposed.CancelAsync().ConfigureAwait(false);
        await start.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _link.DisposeAsync().ConfigureAwait(false);
        await _licensing.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private async Task StartOnceAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync(cancellationToken).ConfigureAwait(false);
        if (_options.LicenseFile is { } file)
        {
            await ApplyAsync(file, cancellationToken).ConfigureAwait(false);
        }

        _link.Start();
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

        var applied = await _server.ApplyAsync(bytes, "start", null, cancellationToken).ConfigureAwait(false);
        if (applied.Fault is { Code: FaultCode.SerialOlder } older)
        {
            LogSkipped(_logger, file, older.Message);
        }
        else if (applied.Fault is { } fault)
        {
            throw new LicenseFaultException(fault);
        }
    }

    [LoggerMessage(5001, LogLevel.Information, "The license file {File} is passed over: {Reason}")]
    private static partial void LogSkipped(ILogger logger, string file, string reason);
}
