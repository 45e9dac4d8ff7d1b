using LicenseKit.Licenses;
using LicenseKit.Tests.SeatRules.Model;
using LicenseKit.Tests.SeatRules.Rules;

namespace LicenseKit.Tests.SeatRules;

/// <summary>What each overage policy does to running sessions when a version takes seats away, and how leases end.</summary>
public sealed class PolicyTests
{
    private const string Master = ModelWorld.Master;

    [Fact]
    public void Under_finish_both_sessions_go_on()
    {
        var match = TwoSessionsOnOneSeat(Overage.Finish);
        Assert.Equal(8, match.Done(Act.Renew(Master, "a")));
        Assert.Equal(8, match.Done(Act.Renew(Master, "b")));
    }

    [Fact]
    public void Under_deadline_the_newer_one_goes_on_until_the_deadline()
    {
        var match = TwoSessionsOnOneSeat(new Overage(OverageMode.Deadline, 4));
        Assert.Equal(8, match.Done(Act.Renew(Master, "a")));
        Assert.Equal(6, match.Done(Act.Renew(Master, "b")));
    }

    [Fact]
    public void Under_end_the_newer_one_is_not_renewed()
    {
        var match = TwoSessionsOnOneSeat(Overage.End);
        Assert.Equal(8, match.Done(Act.Renew(Master, "a")));
        match.Refused(Verdict.NoSeat, Act.Renew(Master, "b"));
    }

    [Fact]
    public void Under_finish_the_version_of_a_link_above_ends_no_session_below()
    {
        var match = ParentLowered(Overage.Finish);
        Assert.Equal(8, match.Done(Act.Renew("c", "a")));
        Assert.Equal(8, match.Done(Act.Renew("c", "b")));
        match.Refused(Verdict.NoSeat, Act.Start("c", "next", "local", "developer"));
    }

    [Fact]
    public void Under_end_the_version_of_a_link_above_ends_the_newer_session_below()
    {
        var match = ParentLowered(Overage.End);
        Assert.Equal(8, match.Done(Act.Renew("c", "a")));
        match.Refused(Verdict.NoSeat, Act.Renew("c", "b"));
    }

    [Fact]
    public void A_lease_that_was_longer_counts_to_its_end_though_a_renewal_is_shorter()
    {
        var master = new GrantDraft(new(1, 0)) { Lease = 6 };
        var match = Begin(master);
        match.Done(Act.Start(Master, "a", "local", "developer"));
        match.Play(Act.Reissue(master with { Lease = 2 }));
        Assert.Equal(2, match.Done(Act.Renew(Master, "a")));
        match.Play(Act.Advance(5));
        match.Refused(Verdict.NoSeat, Act.Start(Master, "b", "local", "developer"));
        match.Play(Act.Advance(1));
        match.Done(Act.Start(Master, "b", "local", "developer"));
    }

    [Fact]
    public void A_session_that_only_its_cap_leaves_out_still_counts_in_the_pool()
    {
        var match = Begin(new(new(2, 0)) { Lease = 6 });
        match.Done(Act.IssueSession(Master, "team", new(new(1, 0)) { Lease = 6, Stages = [new(8, 20, new(0, 0))] }));
        match.Done(Act.Start(Master, "a", "team", "developer"));
        match.Done(Act.Start(Master, "b", "local", "developer"));
        match.Play(Act.Advance(4));
        Assert.Equal(8, match.Done(Act.Renew(Master, "a")));
        Assert.Equal(10, match.Done(Act.Renew(Master, "b")));
        match.Refused(Verdict.NoSeat, Act.Start(Master, "c", "local", "developer"));
    }

    [Fact]
    public void The_room_of_the_next_installation_counts_for_starts_and_not_for_renewals()
    {
        var match = Begin(new(new(2, 0)) { Lease = 6 });
        match.Done(Act.IssueServer(Master, "c", new(new(1, 0))));
        match.Done(Act.Activate(Master, "c", "c"));
        match.Done(Act.Start(Master, "a", "local", "developer"));
        match.Done(Act.Reset(Master, "c"));
        match.Play(Act.Advance(1));
        Assert.Equal(7, match.Done(Act.Renew(Master, "a")));
        match.Done(Act.Release(Master, "a"));
        match.Refused(Verdict.NoSeat, Act.Start(Master, "b", "local", "developer"));
        match.Done(Act.Activate(Master, "c", "c'"));
    }

    [Fact]
    public void A_grant_that_follows_its_issuers_expiry_counts_to_the_new_end()
    {
        var master = new GrantDraft(new(2, 0)) { Lease = 6, Expires = 10 };
        var match = Begin(master);
        match.Done(Act.IssueServer(Master, "c", new(new(1, 0)) { Follows = true }));
        match.Play(Act.Reissue(master with { Expires = 30 }));
        match.Refused(Verdict.OverBudget, Act.IssueServer(Master, "d", new(new(2, 0)) { Starts = 12, Expires = 30 }));
        match.Done(Act.IssueServer(Master, "d", new(new(1, 0)) { Starts = 12, Expires = 30 }));
    }

    [Fact]
    public void A_restart_holds_a_seat_as_long_as_the_longest_length_of_late_though_lengths_fell_rose_and_fell()
    {
        var master = new GrantDraft(new(1, 0)) { Lease = 5 };
        var match = Begin(master);
        match.Done(Act.IssueSession(Master, "team", new(new(1, 0)) { Lease = 6 }));
        match.Play(Act.Reissue(master with { Lease = 4 }));
        match.Play(Act.Reissue(master with { Lease = 8 }));
        Assert.Equal(6, match.Done(Act.Start(Master, "a", "team", "developer")));
        match.Play(Act.Reissue(master with { Lease = 3 }));
        match.Play(Act.Restart(Master));
        match.Play(Act.Advance(5));
        match.Refused(Verdict.NoSeat, Act.Start(Master, "b", "team", "developer"));
    }

    private static Match TwoSessionsOnOneSeat(Overage policy)
    {
        var master = new GrantDraft(new(2, 0)) { Lease = 6, Overage = policy };
        var match = Begin(master);
        match.Done(Act.Start(Master, "a", "local", "developer"));
        match.Done(Act.Start(Master, "b", "local", "developer"));
        match.Play(Act.Advance(2));
        match.Play(Act.Reissue(master with { Seats = new(1, 0) }));
        return match;
    }

    private static Match ParentLowered(Overage policy)
    {
        var master = new GrantDraft(new(2, 0)) { Lease = 6, Overage = policy };
        var match = Begin(master);
        match.Done(Act.IssueServer(Master, "c", new(new(2, 0)) { Overage = policy }));
        match.Done(Act.Activate(Master, "c", "c"));
        match.Done(Act.Start("c", "a", "local", "developer"));
        match.Done(Act.Start("c", "b", "local", "developer"));
        match.Play(Act.Reissue(master with { Seats = new(1, 0) }));
        match.Play(Act.Ping("c"));
        match.Play(Act.Advance(2));
        return match;
    }

    private static Match Begin(GrantDraft master) => new(new ModelWorld(master), new RealWorld(master));
}
