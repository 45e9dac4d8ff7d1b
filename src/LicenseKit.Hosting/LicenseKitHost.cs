using LicenseKit.Hosting.Child;
using LicenseKit.Hosting.Client;
using LicenseKit.Hosting.Files;
using LicenseKit.Hosting.Parent;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Telemetry;
using LicenseKit.Hosting.Wire;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting;

/// <summary>A server, its link to the parent, and the app's seats: started and stopped together, with and without a container.</summary>
internal sealed partial class LicenseKitHost : IAsyncDisposable
{
    private readonly LicenseKitOptions _options;
    private readonly LicenseServer _server;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ParentLink _link;
    private readonly ServerLicensing _licensing;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _lock = new();
    private Task? _start;

    public LicenseKitHost(LicenseKitOptions options, LicenseServer server, ServerCalls calls, TimeProvider time, ILogger logger)
    {
        (_options, _server, _time, _logger) = (options, server, time, logger);
        _link = new ParentLink(server.Loop, server.Clock, server.Signer, server.Reader, calls, time, logger);
        _licensing = new ServerLicensing(server.Loop, server.Clock, server.StandingAt, server.Apps, SessionLabels.Write(options.Labels.AsReadOnly()), time, logger)
        {
            Start = StartAsync,
            Apply = async (file, replaces, cancellationToken) => (await server.ApplyAsync(file, "app", replaces, cancellationToken: cancellationToken).ConfigureAwait(false)).Fault,
        };
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
            if (_start is null)
            {
                Tracing.Detached(() => _start = InFlight.On(_time).RunAsync(() => Task.Run(() => StartOnceAsync(_disposed.Token))));
            }
        }

        return _start!.WaitAsync(cancellationToken);
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
        var fault = _options.LicenseFile is { } file ? await ApplyAsync(file, cancellationToken).ConfigureAwait(false) : null;
        if (_options.RequireLicense && (fault ?? _server.Status().Fault) is { } unlicensed)
        {
            throw new LicenseFaultException(unlicensed);
        }

        _licensing.Watch();
        _link.Start();
    }

    /// <summary>The start file: idempotent, and skipped when it is older than what is held. One that cannot be used leaves what is held.</summary>
    private async Task<LicenseFault?> ApplyAsync(string path, CancellationToken cancellationToken)
    {
        if (LicenseFilePath.Read(path).Is(out var bytes, out var fault)
            && (await _server.ApplyAsync(bytes, "start", cancellationToken: cancellationToken).ConfigureAwait(false)).Is(out _, out fault))
        {
            return null;
        }

        if (fault.Code == FaultCode.SerialOlder)
        {
            LogSkipped(_logger, path, fault.Message);
            return null;
        }

        fault = LicenseFilePath.Refused(path, fault);
        _server.FileFault = fault;
        if (_server.Status().Fault is null)
        {
            LogRefused(_logger, fault.ToString());
        }

        return fault;
    }

    [LoggerMessage(5001, LogLevel.Information, "The license file {File} is skipped: {Reason}")]
    private static partial void LogSkipped(ILogger logger, string file, string reason);

    [LoggerMessage(5011, LogLevel.Warning, "The license that is held stays in effect. {Fault}")]
    private static partial void LogRefused(ILogger logger, string fault);
}
