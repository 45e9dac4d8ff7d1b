using System.Collections.Concurrent;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Telemetry;
using LicenseKit.Sessions;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Client;

/// <summary>Takes seats for an app, has their leases renewed, and gives the seats back.</summary>
internal sealed partial class LeaseRenewer(TimeProvider time, Pace pace, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(5);

    private readonly CoarseClock _clock = new(time);
    private readonly InFlight _inFlight = InFlight.On(time);
    private readonly CancellationTokenSource _stop = new();

    private readonly ConcurrentDictionary<string, Seated> _seated = new(StringComparer.Ordinal);

    private readonly Lock _lock = new();
    private Task _returns = Task.CompletedTask;

    public async Task<Acquired> AcquireAsync(ISeatSource source, string kind, CancellationToken cancellationToken)
    {
        var secret = new SeatSecret();
        var (ticks, wall) = (_clock.Ticks, time.GetUtcNow());
        if (!(await TakeAsync(source, secret, kind, cancellationToken).ConfigureAwait(false)).Is(out var seat, out var fault))
        {
            return new Acquired(null, fault);
        }

        var lease = new RunningLease(seat, ticks, wall);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var session = new Session(secret.Id, kind, _clock, lease.Snapshot(SessionStanding.Held, null), () => EndAsync(secret.Id));
        _seated[secret.Id] = new Seated(source, secret, stop);
        var renewal = new SessionRenewal(source, session, secret, lease, _clock, time, pace.Wall);
        Tracing.Detached(() => _ = _inFlight.RunAsync(() => RunAsync(renewal, session, stop.Token)));
        return new Acquired(session, null);
    }

    /// <summary>Sessions that still run are lost and their seats given back: an app that stops keeps nobody waiting for a lease's end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll([.. _seated.Keys.Select(id => EndAsync(id).AsTask()), _returns]).ConfigureAwait(false);
    }

    private async Task RunAsync(SessionRenewal renewal, Session session, CancellationToken stop)
    {
        await renewal.RunAsync(stop).ConfigureAwait(false);
        if (!stop.IsCancellationRequested)
        {
            LogLost(logger, session.Id, session.Kind, session.Fault?.ToString());
        }
    }

    /// <summary>Asks for a seat. Where the answer is not awaited or got lost, the seat may have been given: it is given back.</summary>
    private async Task<Outcome<Seat>> TakeAsync(ISeatSource source, SeatSecret secret, string kind, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var taking = source.AcquireAsync(secret, kind, CancellationToken.None);
        try
        {
            var taken = await taking.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (taken.Fault is { Code: FaultCode.ServerUnreachable })
            {
                Return(source, secret, taking);
            }

            return taken;
        }
        catch (OperationCanceledException)
        {
            Return(source, secret, taking);
            throw;
        }
    }

    private void Return(ISeatSource source, SeatSecret secret, Task taking)
    {
        lock (_lock)
        {
            _returns = Task.WhenAll(_returns, _inFlight.RunAsync(() => ReturnAsync(source, secret, taking)));
        }
    }

    /// <summary>Gives a seat back only when the request for it has ended: a release that arrives before the request finds nothing to release.</summary>
    private async Task ReturnAsync(ISeatSource source, SeatSecret secret, Task taking)
    {
        await taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await GiveBackAsync(source, secret).ConfigureAwait(false);
    }

    private async ValueTask EndAsync(string id)
    {
        if (_seated.TryRemove(id, out var seated))
        {
            await seated.Stop.CancelAsync().ConfigureAwait(false);
            seated.Stop.Dispose();
            await GiveBackAsync(seated.Source, seated.Secret).ConfigureAwait(false);
        }
    }

    private async Task GiveBackAsync(ISeatSource source, SeatSecret secret)
    {
        using var patience = new CancellationTokenSource(ReleaseTimeout, time);
        try
        {
            await source.ReleaseAsync(secret, patience.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever went wrong on the way, the seat is free at the lease's end.
        catch (Exception)
#pragma warning restore CA1031
        {
            // An app that stops is not told: there is nothing that it could do.
        }
    }

    [LoggerMessage(6003, LogLevel.Information, "Session {Session} of kind '{Kind}' is lost: {Fault}")]
    private static partial void LogLost(ILogger logger, string session, string kind, string? fault);

    private sealed record Seated(ISeatSource Source, SeatSecret Secret, CancellationTokenSource Stop);
}
