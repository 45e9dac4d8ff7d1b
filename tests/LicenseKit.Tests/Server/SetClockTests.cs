using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Signing;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Server;

/// <summary>The time of a stopped server is set: what a clock that was ahead has dated is signed again, as it would have been signed then.</summary>
public sealed class SetClockTests
{
    private const long Ahead = 40 * Day;

    private readonly TestWorld _world = new();
    private readonly VirtualServer _master;

    public SetClockTests() => _master = _world.Master();

    [Fact]
    public void A_license_starts_at_the_instant_and_its_duration_counts_from_there()
    {
        Jump(Ahead);
        var id = _master.Issue(Draft("A", change: d => d.Duration = "P30D"));

        var set = Set(Start + Hour);

        Assert.Equal((Start + Hour, 1), (set.Floor, set.SignedAgain));
        Assert.Equal((2, Start + Hour, Start + Hour, Start + Hour + (30 * Day)), Of(id));
    }

    [Fact]
    public void A_session_license_does_too()
    {
        Jump(Ahead);
        var (month, following) = (_master.Issue(SessionDraft(change: d => d.Duration = "P30D")), _master.Issue(SessionDraft()));

        Set(Start + Hour);

        Assert.Equal((2, Start + Hour, Start + Hour, Start + Hour + (30 * Day)), OfSession(month));
        Assert.Equal((2, Start + Hour, Start + Hour, Start + (365 * Day)), OfSession(following));
    }

    [Fact]
    public void A_start_and_an_end_that_the_draft_names_stay()
    {
        Jump(Ahead);
        var (starts, ends) = (Start + (60 * Day), Start + (90 * Day));
        var id = _master.Issue(Draft("A", change: d => (d.Starts, d.Expires, d.Duration) = (UnixTime.ToInstant(starts), UnixTime.ToInstant(ends), null)));

        Set(Start);

        Assert.Equal((2, Start, starts, ends), Of(id));
    }

    [Fact]
    public void A_start_that_a_later_version_has_kept_moves_too()
    {
        Jump(Ahead);
        var id = _master.Issue(Draft("A", change: d => d.Duration = "P30D"));
        Jump(-Ahead);
        _master.Change(id, Draft("A", 1, 1, 0, d => d.Duration = "P30D"));
        Assert.Equal((2, Start, Start + Ahead, Start + Ahead + (30 * Day)), Of(id));

        Set(Start);

        Assert.Equal((3, Start, Start, Start + (30 * Day)), Of(id));
    }

    [Fact]
    public void What_is_not_dated_after_the_instant_stays_as_it_is()
    {
        var named = _master.Issue(Draft("A", 1, 1, 0, d => d.Starts = UnixTime.ToInstant(Start + (60 * Day))));
        var free = _master.Issue(Draft("B", 1, 1, 0, d => d.WhenFree = true));
        var revoked = _master.Issue(Draft("C", 1, 1, 0));
        Jump(Ahead);
        _master.SetState(revoked, LicenseState.Revoked);

        Assert.Equal(0, Set(Start).SignedAgain);

        Assert.Equal([1L, 1L, 2L], new[] { named, free, revoked }.Select(id => _master.Ledger.Servers[id].Claims.Serial));
    }

    [Fact]
    public void A_license_keeps_its_state_its_holder_and_its_seats()
    {
        var child = _world.ChildOf(_master, Draft("A", 2, 3, 1));
        Jump(Ahead);
        _master.SetState(child.Id, LicenseState.Suspended);
        var before = _master.Ledger.Servers[child.Id].Claims;

        Set(Start);

        var after = _master.Ledger.Servers[child.Id].Claims;
        Assert.Equal((LicenseState.Suspended, before.Binding, before.Seats, before.NotBefore), (after.State, after.Binding, after.Seats, after.NotBefore));
        Assert.Equal((before.Serial + 1, Start), (after.Serial, after.IssuedAt));
    }

    [Fact]
    public void The_next_version_is_one_that_its_holder_takes()
    {
        var child = _world.ChildOf(_master);
        Jump(Ahead);
        _master.Change(child.Id, Draft("Initech", 3));
        child.Take(_master.FileOf(child.Id));

        Set(Start);

        child.Take(_master.FileOf(child.Id));
        Assert.Equal((Start, 3L), (child.Chain.Leaf.Claims.IssuedAt, child.Chain.Leaf.Seats["developer"]));
    }

    [Fact]
    public void It_is_written_into_the_audit_trail()
    {
        Jump(Ahead);
        _master.Issue(Draft("A"));

        Set(Start);

        Assert.Equal(["license.change", "clock.set"], _master.LastChanges.OfType<Change.Audited>().Select(a => a.Entry.Action));
        var row = _master.LastChanges.OfType<Change.Audited>().Last().Entry;
        Assert.Equal($"{Shown.Instant(_world.Seconds)} → {Shown.Instant(Start)}; signed again: 1", row.Text);
        Assert.Equal(("Ann", Start), (row.By, row.At));
    }

    [Fact]
    public void A_license_that_starts_sooner_must_fit_the_budget_and_else_nothing_is_changed()
    {
        _master.Issue(Draft("A", 10, 0, 0, d => d.Duration = "P30D"));
        Jump(Ahead);
        var later = _master.Issue(Draft("B", 10, 0, 0, d => d.Duration = "P30D"));
        var before = StateText.Of(_master.Machine.State);

        var refused = TrySet(Start).Fault!;

        Assert.Equal((FaultCode.OverBudget, later, before), (refused.Code, refused.Link, StateText.Of(_master.Machine.State)));
    }

    [Fact]
    public void A_license_that_starts_sooner_takes_no_seat_from_a_session_whose_lease_is_out()
    {
        Jump(Ahead);
        var id = _master.Issue(Draft("A", 10, 0, 5, d => d.Duration = "P30D"));
        Jump(-Ahead);
        Assert.NotNull(_master.Acquire("s1", _master.Issue(SessionDraft(10, 0, 0))).Value);

        Assert.Equal((FaultCode.LeasesOut, id), (TrySet(Start).Fault!.Code, TrySet(Start).Fault!.Link));
    }

    [Fact]
    public void A_Master_license_that_is_dated_ahead_needs_its_root_key()
    {
        Jump(Ahead);
        Reissue(_master, c => c with { IssuedAt = _world.Seconds, NotBefore = _world.Seconds });
        Assert.Equal(FaultCode.CannotSign, TrySet(Start).Fault!.Code);

        var next = Redating.Master(_master.Chain.Leaf.Claims, Start)!;
        Assert.Equal((3L, Start, Start), (next.Serial, next.IssuedAt, next.NotBefore));
        Assert.Equal(Start, Set(Start, NextFile(_master, _ => next)).Floor);
        Assert.Equal((3L, Standing.Good), (_master.Chain.Leaf.Serial, StandingRules.OfChain(_master.Chain, _master.Key.PublicKey, Start).Standing));
    }

    [Fact]
    public void A_Masters_chosen_start_stays()
    {
        var claims = _master.Chain.Leaf.Claims with { IssuedAt = Start + Hour, NotBefore = Start + Day };
        Assert.Equal(Start + Day, Redating.Master(claims, Start)!.NotBefore);
        Assert.Null(Redating.Master(claims, Start + Hour));
    }

    [Fact]
    public void The_floor_of_a_child_is_not_before_the_links_that_it_holds()
    {
        Jump(Ahead);
        var child = _world.ChildOf(_master);
        Jump(-Ahead);

        var set = child.Ask(new Request.SetClock(Start, Start + Ahead, null, "Ann")).Value!;

        Assert.Equal(Start + Ahead, set.Floor);
    }

    [Fact]
    public void No_holder_and_no_parent_was_heard_from_after_the_instant()
    {
        var child = _world.ChildOf(_master, Draft(change: d => d.Oem = 1));
        var grandchild = _world.ChildOf(child, Draft("Umbrella", 1, 1, 0));
        Jump(Ahead);
        child.PingTo(_master);
        grandchild.PingTo(child);

        Set(Start);
        grandchild.Ask(new Request.SetClock(Start, Start + Ahead, null, "Ann"));

        Assert.Equal(Start, _master.Ledger.Servers[child.Id].LastPing);
        Assert.Equal((Start, Start), (grandchild.State.Exchange.Contact!.Since, grandchild.State.Exchange.Above[child.Id].Since));
    }

    [Fact]
    public void A_server_that_is_cut_off_gains_nothing_by_setting_its_time_back_again_and_again()
    {
        var child = _world.ChildOf(_master);
        child.PingTo(_master);
        var silence = child.Chain.Leaf.Contact!.Silence;
        _world.Seconds += silence - 10;
        Assert.Equal(Standing.Good, child.Standing.Standing);
        for (var i = 0; i < 3; i++)
        {
            var before = _world.Seconds;
            _world.Seconds = Start;
            Assert.Null(child.Ask(new Request.SetClock(Start, before, null, "Ann")).Fault);
            _world.Seconds += i * 5;
        }

        Assert.Equal(Standing.Stale, child.Standing.Standing);
    }

    private (long Serial, long IssuedAt, long NotBefore, long Expires) Of(string id) =>
        _master.Ledger.Servers[id].Claims is var c ? (c.Serial, c.IssuedAt, c.NotBefore, c.Expires) : default;

    private (long Serial, long IssuedAt, long NotBefore, long Expires) OfSession(string id) =>
        _master.Ledger.Sessions[id].Claims is var c ? (c.Serial, c.IssuedAt, c.NotBefore, c.Expires) : default;

    private ClockSetReply Set(long instant, byte[]? master = null) => TrySet(instant, master) is { Value: { } set } ? set : throw new LicenseAssertException(TrySet(instant).Fault!.ToString());

    private Outcome<ClockSetReply> TrySet(long instant, byte[]? master = null) =>
        _master.Ask(new Request.SetClock(instant, _world.Seconds, master is null ? null : Some.Verifier.Verify(master, _world.Now).Chain, "Ann"));

    /// <summary>Effective time jumps; monotonic time does not.</summary>
    private void Jump(long seconds)
    {
        _world.Seconds += seconds;
        _world.Jumped += seconds;
    }
}
