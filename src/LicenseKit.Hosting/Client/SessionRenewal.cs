using LicenseKit.Hosting.Server;
using LicenseKit.Sessions;

namespace LicenseKit.Hosting.Client;

/// <summary>Renews the lease of one session until it is over, and always says why it is.</summary>
internal sealed class SessionRenewal(ISeatSource source, Session session, SeatSecret secret, RunningLease first, CoarseClock clock, TimeProvider time, TimeSpan lookAtWall)
{
    private RunningLease _lease = first;
    private long _due = first.RenewAt;

    /// <param name="stop">Cancelled when the seat is given back.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (session.Check())
            {
                await WaitAsync(stop).ConfigureAwait(false);
                await LookAsync(stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            session.Lose(SessionFaults.Closed);
        }
#pragma warning disable CA1031 // Not swallowed: the session is lost, with the error as its reason.
        catch (Exception e)
#pragma warning restore CA1031
        {
            session.Lose(SessionFaults.Failed(e));
        }
    }

    private Task WaitAsync(CancellationToken stop)
    {
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, Math.Min(_due, _lease.Until) - clock.Ticks));
        return InFlight.On(time).DelayAsync(wait < lookAtWall ? wait : lookAtWall, stop);
    }

    private async Task LookAsync(CancellationToken stop)
    {
        var slept = time.GetUtcNow() >= _lease.WallUntil;
        if (!session.Check() || (clock.Ticks < _due && !slept))
        {
            return;
        }

        if (session.Standing == SessionStanding.Ending)
        {
            session.Lose(session.Fault!);
            return;
        }

        var (ticks, wall) = (clock.Ticks, time.GetUtcNow());
        session.Renewing();
        if ((await RenewAsync(slept, stop).ConfigureAwait(false)).Is(out var seat, out var fault))
        {
            _lease = new RunningLease(seat, ticks, wall);
            _due = _lease.RenewAt;
            session.Update(_lease.Snapshot(SessionStanding.Held, null));
        }
        else if (slept)
        {
            EndAfterSleep(fault);
        }
        else if (RenewalRefusal.IsFinal(fault))
        {
            _due = long.MaxValue;
            session.Update(_lease.Snapshot(SessionStanding.Ending, fault));
        }
        else
        {
            _due = clock.Ticks + Math.Clamp((_lease.Until - clock.Ticks) / 4, 100, 30_000);
            session.Update(_lease.Snapshot(SessionStanding.RenewingLate, fault));
        }
    }

    /// <summary>The lease has ended by the wall clock. A server that has let the session lapse since only repeats that.</summary>
    private void EndAfterSleep(LicenseFault fault)
    {
        if (RenewalRefusal.IsFinal(fault) && fault.Code != FaultCode.SessionOver)
        {
            session.Lose(fault);
        }
        else
        {
            session.Lapse(SessionFaults.NotRenewed);
        }
    }

    /// <summary>Asks for the next lease, while the last one runs; after a sleep, which it did not outlast, for a moment.</summary>
    private async Task<Outcome<Seat>> RenewAsync(bool slept, CancellationToken stop)
    {
        var left = TimeSpan.FromMilliseconds(Math.Max(1, _lease.Until - clock.Ticks));
        using var limit = new CancellationTokenSource(slept && left > lookAtWall ? lookAtWall : left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            return await source.RenewAsync(secret, session.Kind, _lease.N, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return SessionFaults.Unanswered;
        }
#pragma warning disable CA1031 // Not swallowed: it is the reason that the session shows, and it is tried again while the lease runs.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return SessionFaults.Failed(e);
        }
    }
}
