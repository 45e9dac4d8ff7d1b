using System.Collections.Concurrent;
using LicenseKit.Sessions;

namespace LicenseKit.Hosting.Client;

/// <summary>Takes seats for an app and renews their leases in time, retries while a lease runs, and says when a session is lost.</summary>
internal sealed class LeaseRenewer(ISeatSource source, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How often the wall clock is looked at: a sleeping machine stops the monotonic clock.</summary>
    private static readonly TimeSpan LookAtWall = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(5);

    private readonly CoarseClock _clock = new(time);
    private readonly CancellationTokenSource _stop = new();

    private readonly ConcurrentDictionary<string, Seated> _seated = new(StringComparer.Ordinal);

    private readonly Lock _lock = new();
    private Task _returns = Task.CompletedTask;

    public async Task<Acquired> AcquireAsync(string kind, CancellationToken cancellationToken)
    {
        var secret = new SeatSecret();
        var (ticks, wall) = (_clock.Ticks, time.GetUtcNow());
        if (!(await TakeAsync(secret, kind, cancellationToken).ConfigureAwait(false)).Is(out var seat, out var fault))
        {
            return new Acquired(null, fault);
        }

        var lease = new RunningLease(seat, ticks, wall);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var session = new Session(secret.Id, kind, _clock, lease.Snapshot(SessionStanding.Held, null), () => EndAsync(secret.Id));
        _seated[secret.Id] = new Seated(secret, stop);
        _ = KeepAsync(session, secret, kind, lease, stop.Token);
        return new Acquired(session, null);
    }

    /// <summary>Sessions that still run are lost and their seats given back: an app that stops keeps nobody waiting for a lease's end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll([.. _seated.Keys.Select(id => EndAsync(id).AsTask()), _returns]).ConfigureAwait(false);
    }

    /// <summary>Asks for a seat. Where the answer is not awaited or got lost, the seat may have been given: it is given back.</summary>
    private async Task<Outcome<Seat>> TakeAsync(SeatSecret secret, string kind, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var taking = source.AcquireAsync(secret, kind, CancellationToken.None);
        try
        {
            var taken = await taking.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (taken.Fault is { Code: FaultCode.ServerUnreachable })
            {
                Return(secret, taking);
            }

            return taken;
        }
        catch (OperationCanceledException)
        {
            Return(secret, taking);
            throw;
        }
    }

    private void Return(SeatSecret secret, Task taking)
    {
        lock (_lock)
        {
            _returns = Task.WhenAll(_returns, ReturnAsync(secret, taking));
        }
    }

    /// <summary>Gives a seat back only when the request for it has ended: a release that arrives before the request finds nothing to release.</summary>
    private async Task ReturnAsync(SeatSecret secret, Task taking)
    {
        await taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await GiveBackAsync(secret).ConfigureAwait(false);
    }

    private async ValueTask EndAsync(string id)
    {
        if (_seated.TryRemove(id, out var seated))
        {
            await seated.Stop.CancelAsync().ConfigureAwait(false);
            seated.Stop.Dispose();
            await GiveBackAsync(seated.Secret).ConfigureAwait(false);
        }
    }

    private async Task GiveBackAsync(SeatSecret secret)
    {
        using var patience = new CancellationTokenSource(ReleaseTimeout, time);
        try
        {
            await source.ReleaseAsync(secret, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The seat is free at the lease's end.
        }
    }

    private async Task KeepAsync(Session session, SeatSecret secret, string kind, RunningLease lease, CancellationToken stop)
    {
        var due = lease.RenewAt;
        LicenseFault? late = null;
        try
        {
            while (true)
            {
                var wait = TimeSpan.FromMilliseconds(Math.Max(0, Math.Min(due, lease.Until) - _clock.Ticks));
                await Task.Delay(wait < LookAtWall ? wait : LookAtWall, time, stop).ConfigureAwait(false);
                var slept = time.GetUtcNow() >= lease.WallUntil;
                if (_clock.Ticks < due && _clock.Ticks < lease.Until && !slept)
                {
                    continue;
                }

                var (ticks, wall) = (_clock.Ticks, time.GetUtcNow());
                if ((await source.RenewAsync(secret, kind, lease.N, stop).ConfigureAwait(false)).Is(out var seat, out var fault))
                {
                    lease = new RunningLease(seat, ticks, wall);
                    (due, late) = (lease.RenewAt, null);
                    session.Update(lease.Snapshot(SessionStanding.Held, null));
                    continue;
                }

                late = fault;
                if (slept || _clock.Ticks >= lease.Until)
                {
                    session.Lose(late);
                    return;
                }

                session.Update(lease.Snapshot(SessionStanding.RenewingLate, late));
                due = _clock.Ticks + Math.Clamp((lease.Until - _clock.Ticks) / 4, 100, 30_000);
            }
        }
        catch (OperationCanceledException)
        {
            session.Lose(late);
        }
    }

    private sealed record Seated(SeatSecret Secret, CancellationTokenSource Stop);

    /// <summary>A lease whose length counts from the moment the request was sent, on both clocks.</summary>
    private sealed class RunningLease(Seat seat, long sentTicks, DateTimeOffset sentWall)
    {
        private readonly long _length = (seat.Lease.Expires - seat.Lease.IssuedAt) * 1000;

        public long N => seat.Lease.N;

        public long Until => sentTicks + _length;

        public DateTimeOffset WallUntil => sentWall.AddMilliseconds(_length);

        public long RenewAt => sentTicks + (Math.Min(seat.Lease.RenewWithin * 1000, _length * 9 / 10));

        public SessionSnapshot Snapshot(SessionStanding standing, LicenseFault? fault) => new(Until, standing, seat.Lease.Features, fault, seat.EndsEarly);
    }
}
