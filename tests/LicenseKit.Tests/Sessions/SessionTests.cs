using LicenseKit.Sessions;
using Xunit;

namespace LicenseKit.Tests.Sessions;

public class SessionTests
{
    private static readonly LicenseFault Reason = new(FaultCode.Suspended, "Stopped.", "Ask.");
    private readonly Ticking _time = new();
    private int _released;

    private Session Held(long until = 1000) => new("s", "developer", new CoarseClock(_time), Snapshot(until), () =>
    {
        _released++;
        return ValueTask.CompletedTask;
    });

    [Fact]
    public void A_session_may_go_on_until_its_lease_is_over()
    {
        var session = Held();
        _time.Ticks = 999;
        Assert.True(session.Check());
        Assert.Equal(SessionStanding.Held, session.Standing);
        _time.Ticks = 1000;
        Assert.False(session.Check());
        Assert.Equal(SessionStanding.Lost, session.Standing);
    }

    [Fact]
    public void A_renewal_moves_the_end()
    {
        var session = Held();
        session.Update(Snapshot(2000));
        _time.Ticks = 1999;
        Assert.True(session.Check());
    }

    [Fact]
    public void A_late_renewal_is_told_while_the_lease_still_runs()
    {
        var session = Held();
        session.Update(new SessionSnapshot(1000, SessionStanding.RenewingLate, SessionSnapshot.NoFeatures, Reason));
        Assert.Equal((SessionStanding.RenewingLate, Reason), (session.Standing, session.Fault));
        Assert.False(session.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_lost_session_says_why_and_cancels_once()
    {
        var session = Held();
        var told = new TaskCompletionSource();
        session.Lost.Register(told.SetResult);
        session.Lose(Reason);
        session.Lose(SessionFaults.Closed);
        await told.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((false, SessionStanding.Lost, Reason), (session.Check(), session.Standing, session.Fault));
    }

    [Fact]
    public void Whoever_finds_the_lease_ended_finds_the_token_cancelled_and_a_reason()
    {
        foreach (var look in (Action<Session>[])[s => s.Check(), s => _ = s.Standing, s => _ = s.Fault])
        {
            _time.Ticks = 0;
            var session = Held();
            _time.Ticks = 1000;
            look(session);
            Assert.True(session.Lost.IsCancellationRequested);
            Assert.Equal((SessionStanding.Lost, FaultCode.NotRenewed), (session.Standing, session.Fault!.Code));
            session.Update(Snapshot(5000));
            Assert.False(session.Check());
        }
    }

    [Fact]
    public void A_lease_that_ends_while_its_renewal_waits_for_an_answer_was_not_answered()
    {
        var session = Held();
        session.Renewing();
        _time.Ticks = 1000;
        Assert.Equal((FaultCode.ServerUnreachable, SessionStanding.Lost), (session.Fault!.Code, session.Standing));
    }

    [Fact]
    public void A_lease_that_ends_late_was_lost_for_the_reason_that_made_it_late()
    {
        var session = Held();
        session.Update(new SessionSnapshot(1000, SessionStanding.Ending, SessionSnapshot.NoFeatures, Reason));
        session.Renewing();
        _time.Ticks = 1000;
        Assert.Equal((Reason, SessionStanding.Lost), (session.Fault, session.Standing));
    }

    [Fact]
    public void A_lost_session_stays_lost_whatever_answer_comes_later()
    {
        var session = Held();
        session.Lose(Reason);
        session.Update(Snapshot(5000));
        Assert.False(session.Check());
    }

    [Fact]
    public async Task Disposing_gives_the_seat_back_once_and_for_all()
    {
        var session = Held();
        await session.DisposeAsync();
        await session.DisposeAsync();
        session.Update(Snapshot(5000));
        session.Lose(Reason);
        Assert.Equal((1, false, SessionStanding.Lost), (_released, session.Check(), session.Standing));
        Assert.False(session.Lost.IsCancellationRequested);
        Assert.NotNull(session.Fault);
    }

    [Fact]
    public void A_check_allocates_nothing()
    {
        var session = Held();

        // Now and then the runtime allocates something of its own on this thread; a check that allocates would do so in every round.
        Assert.Contains(0, Enumerable.Range(0, 10).Select(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                session.Check();
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    private static SessionSnapshot Snapshot(long until) => new(until, SessionStanding.Held, SessionSnapshot.NoFeatures, null);

    /// <summary>A monotonic clock that a test sets.</summary>
    private sealed class Ticking : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Ticks;
    }
}
