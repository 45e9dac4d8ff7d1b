using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Server;

/// <summary>kill -9 and a new start: each stored session gets one full lease, once, in run time.</summary>
public sealed class RestartTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _server;
    private readonly string _license;

    public RestartTests()
    {
        _server = _world.Master();
        _license = _server.Issue(SessionDraft(2, 3));
        _server.Acquire("s", _license);
    }

    [Fact]
    public void A_session_gets_one_full_lease_from_the_first_start_after_it_was_stored()
    {
        _world.Seconds += 400;
        _server.Restart();
        Assert.Equal(1_000_000, _server.Mark("s").Deadline);
        Assert.True(_server.Mark("s").Flags.HasFlag(SessionFlags.Restored));
    }

    [Fact]
    public void One_that_did_not_renew_keeps_the_deadline_of_the_first_restart_at_the_next()
    {
        _server.Restart();
        _world.Seconds += 400;
        _server.Acquire("other", _license); // a commit stores the run time
        _server.Restart();
        Assert.Equal(600_000, _server.Mark("s").Deadline);
        _world.Seconds += 199;
        _server.Lapse();
        Assert.True(_server.Holds("s"));
        _world.Seconds += 1;
        _server.Lapse();
        Assert.False(_server.Holds("s"));
    }

    [Fact]
    public void One_that_renewed_after_a_restart_gets_a_full_lease_at_the_next()
    {
        _server.Restart();
        _world.Seconds += 400;
        Assert.Null(_server.Renew("s", 1).Fault);
        _server.Restart();
        Assert.Equal(1_000_000, _server.Mark("s").Deadline);
    }

    [Fact]
    public void Time_switched_off_does_not_count()
    {
        _server.Restart();
        _world.Seconds += 30 * Day;
        _world.Jumped += 30 * Day;
        _server.Restart();
        Assert.True(_server.Holds("s"));
        Assert.Equal(600_000, _server.Mark("s").Deadline);
    }

    [Fact]
    public void A_clock_that_was_a_year_ahead_holds_no_seat_longer_than_one_full_lease()
    {
        _world.Seconds += 365 * Day;
        _world.Jumped += 365 * Day;
        Reissue(_server, c => c with { Expires = UnixTime.Max, Grace = 0 });
        Assert.Null(_server.Acquire("ahead").Fault);
        _server.End("s");
        _world.Seconds -= 365 * Day;
        _world.Jumped -= 365 * Day;
        _server.Restart();
        Assert.Equal(600_000, _server.Mark("s").Deadline);
        _world.Seconds += 600;
        _server.Lapse();
        Assert.Equal(0, _server.Table.Count);
    }

    [Fact]
    public void Leases_of_a_length_that_was_lowered_are_held_as_long_as_they_may_be_out()
    {
        var two = _world.Master(c => c with { Seats = Seats(2, 0, 0) });
        var team = two.Issue(SessionDraft(2, 0));
        two.Acquire("a", team);
        two.Acquire("b", team);
        Reissue(two, c => c with { MaxLease = 5 });
        two.Restart();
        _world.Seconds += 599;
        Assert.Equal(FaultCode.NoSeat, two.Acquire("c", team).Fault!.Code);
        _world.Seconds += 1;
        Assert.Null(two.Acquire("c", team).Fault);
    }

    [Fact]
    public void After_the_longest_lease_of_the_former_length_has_run_out_a_restart_gives_the_lowered_one()
    {
        Reissue(_server, c => c with { MaxLease = 5 });
        _world.Seconds += 599;
        _server.Acquire("late", _license);
        _server.Restart();
        Assert.Equal((599 + 600) * 1000, _server.Mark("late").Deadline);
        _world.Seconds += 1;
        _server.Acquire("later", _license, "execution");
        _server.Restart();
        Assert.Equal((600 + 5) * 1000, _server.Mark("later").Deadline);
    }

    [Fact]
    public void A_renewal_never_moves_a_restored_deadline_before_what_was_given()
    {
        _server.Restart();
        Reissue(_server, c => c with { MaxLease = 5 });
        Assert.Equal(_world.Seconds + 5, _server.Renew("s", 1).Value!.Lease.Expires);
        Assert.Equal(600_000, _server.Mark("s").Deadline);
    }

    [Fact]
    public void A_restored_seat_is_not_cut_by_todays_standing()
    {
        Reissue(_server, c => c with { State = LicenseState.Suspended });
        _server.Restart();
        Assert.Equal(600_000, _server.Mark("s").Deadline);
        Assert.Equal(FaultCode.Suspended, _server.Renew("s", 1).Fault!.Code);
    }

    [Fact]
    public void A_session_of_the_process_itself_ended_with_it()
    {
        _server.Acquire("local");
        _server.Restart();
        Assert.False(_server.Holds("local"));
        Assert.True(_server.Holds("s"));
    }

    [Fact]
    public void A_released_id_is_not_granted_again_after_a_restart_and_is_after_ten_minutes_of_running()
    {
        _server.Release("s");
        _server.Restart();
        _world.Seconds += 599;
        Assert.Equal(FaultCode.SessionOver, _server.Acquire("s", _license).Fault!.Code);
        _world.Seconds += 1;
        Assert.Null(_server.Acquire("s", _license).Fault);
    }

    [Fact]
    public void A_session_that_an_operator_ended_stays_ended()
    {
        _server.End("s");
        _server.Restart();
        Assert.Equal(FaultCode.SessionOver, _server.Renew("s", 1).Fault!.Code);
        Assert.True(_server.Holds("s"));
    }

    [Fact]
    public void Sessions_that_start_after_a_restart_are_younger_than_all_before()
    {
        _server.Restart();
        _server.Acquire("t", _license);
        Assert.Equal(2, _server.Machine.State.LastNumber);
    }
}
