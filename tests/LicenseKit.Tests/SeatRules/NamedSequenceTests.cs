using LicenseKit.Licenses;
using LicenseKit.Tests.SeatRules.Model;
using LicenseKit.Tests.SeatRules.Rules;

namespace LicenseKit.Tests.SeatRules;

/// <summary>The sequences that were found to oversell, or to end sessions for nothing, under the former rules.</summary>
public sealed class NamedSequenceTests
{
    private const string Master = ModelWorld.Master;

    private static readonly Amount OneDeveloper = new(1, 0);

    private RealWorld _server = null!;
    private Match _match = null!;

    [Fact]
    public void A_child_with_all_seats_is_refused_while_sessions_run_on_them()
    {
        Begin(new(new(5, 0)) { Lease = 6 });
        Start(5, "developer");
        _match.Refused(Verdict.LeasesOut, Act.IssueServer(Master, "c", new(new(5, 0))));
        Assert.Contains("5 ", _server.LastFault!.Message, StringComparison.Ordinal);
        Assert.Contains("2027-01-15T08:00:06Z", _server.LastFault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_that_starts_when_free_starts_where_the_leases_end_and_they_do_not_move()
    {
        Begin(new(new(5, 0)) { Lease = 6 });
        Start(5, "developer");
        _match.Play(Act.Advance(2));
        Assert.Equal(8, _match.Done(Act.Renew(Master, "developer1")));
        Assert.Equal(8, _match.Done(Act.IssueServer(Master, "c", new(new(5, 0)) { WhenFree = true })));
        _match.Play(Act.Advance(2));
        Assert.Equal([8, 8, 8, 8, 8], Renewals(5, "developer"));
        _match.Play(Act.Advance(4));
        _match.Refused(Verdict.NoSeat, Act.Start(Master, "late", "local", "developer"));
    }

    [Fact]
    public void A_child_that_starts_in_a_second_is_refused_while_leases_cover_it()
    {
        Begin(new(new(0, 20)) { Lease = 6 });
        Start(20, "execution");
        _match.Refused(Verdict.LeasesOut, Act.IssueServer(Master, "c", new(new(0, 5)) { Starts = 1 }));
        _match.Refused(Verdict.LeasesOut, Act.IssueServer(Master, "c", new(new(0, 0)) { Stages = [new(5, 9, new(0, 5))] }));
    }

    [Fact]
    public void Leases_end_where_a_child_that_starts_later_begins()
    {
        Begin(new(new(0, 20)) { Lease = 6 });
        Start(20, "execution");
        _match.Done(Act.IssueServer(Master, "c", new(new(0, 0)) { Stages = [new(6, 9, new(0, 5))] }));
        _match.Play(Act.Advance(3));
        Assert.Equal([.. Enumerable.Repeat(9L, 15), .. Enumerable.Repeat(6L, 5)], Renewals(20, "execution"));
    }

    [Fact]
    public void Of_two_sessions_the_newer_one_ends_where_a_child_takes_one_of_two_seats()
    {
        Begin(new(new(2, 0)) { Lease = 3 });
        Assert.Equal(3, _match.Done(Act.Start(Master, "a", "local", "developer")));
        _match.Play(Act.Advance(1));
        Assert.Equal(4, _match.Done(Act.Start(Master, "b", "local", "developer")));
        _match.Refused(Verdict.LeasesOut, Act.IssueServer(Master, "c", new(OneDeveloper) { Lease = 3, Starts = 3 }));
        _match.Done(Act.IssueServer(Master, "c", new(OneDeveloper) { Lease = 3, Starts = 4 }));
        _match.Play(Act.Advance(1));
        Assert.Equal(5, _match.Done(Act.Renew(Master, "a")));
        Assert.Equal(4, _match.Done(Act.Renew(Master, "b")));
    }

    [Fact]
    public void The_start_of_a_childs_one_developer_ends_one_session_of_25()
    {
        Begin(new(new(5, 20)) { Lease = 6 });
        Start(5, "developer");
        Start(20, "execution");
        _match.Done(Act.IssueServer(Master, "c", new(OneDeveloper) { Starts = 6 }));
        _match.Play(Act.Advance(5));
        Assert.Equal([11, 11, 11, 11, 6], Renewals(5, "developer"));
        Assert.All(Renewals(20, "execution"), end => Assert.Equal(11, end));
        _match.Play(Act.Advance(3));
        Assert.Equal([14, 14, 14, 14], Renewals(4, "developer"));
        Assert.All(Renewals(20, "execution"), end => Assert.Equal(14, end));
    }

    [Fact]
    public void A_kind_with_free_seats_starts_while_another_kind_is_in_excess()
    {
        Begin(new(new(2, 2)) { Lease = 6 });
        Start(1, "developer");
        Start(1, "execution");
        _match.Play(Act.Reissue(new(new(0, 2)) { Lease = 6 }));
        _match.Done(Act.Release(Master, "execution1"));
        _match.Done(Act.Start(Master, "next", "local", "execution"));
        _match.Refused(Verdict.NoSeat, Act.Start(Master, "other", "local", "developer"));
        _match.Done(Act.Renew(Master, "developer1"));
    }

    [Fact]
    public void A_conversion_between_generic_and_a_kind_needs_room_for_both()
    {
        Begin(new(new(0, 0, 0, 3)) { Lease = 6 });
        _match.Done(Act.IssueServer(Master, "oem", new(new(0, 0, 0, 2))));
        _match.Done(Act.Activate(Master, "oem", "oem"));
        _match.Play(Act.Ping("oem"));
        Start(1, "developer");
        _match.Refused(Verdict.OverBudget, Act.ChangeServer(Master, "oem", new(new(2, 0))));
        _match.Done(Act.ChangeServer(Master, "oem", new(new(0, 0))));
        _match.Refused(Verdict.OverBudget, Act.ChangeServer(Master, "oem", new(new(2, 0))));
        _match.Play(Act.Ping("oem"));
        _match.Play(Act.Ping("oem"));
        _match.Done(Act.ChangeServer(Master, "oem", new(new(2, 0))));
    }

    [Fact]
    public void Leases_are_cut_where_a_stage_gives_the_seats_back_to_the_parent()
    {
        Begin(new(new(2, 0)) { Lease = 6 });
        _match.Done(Act.IssueServer(Master, "c", new(new(0, 0)) { Stages = [new(0, 3, new(2, 0))] }));
        _match.Done(Act.Activate(Master, "c", "c"));
        Assert.Equal(3, _match.Done(Act.Start("c", "child1", "local", "developer")));
        Assert.Equal(3, _match.Done(Act.Start("c", "child2", "local", "developer")));
        _match.Play(Act.Advance(2));
        Assert.Equal(3, _match.Done(Act.Renew("c", "child1")));
        _match.Refused(Verdict.NoSeat, Act.Start(Master, "early", "local", "developer"));
        _match.Play(Act.Advance(1));
        _match.Refused(Verdict.Refused, Act.Renew("c", "child1"));
        Start(2, "developer");
    }

    [Fact]
    public void Versions_of_10_6_8_and_7_seats_let_ten_sessions_finish_and_a_grant_counts_by_the_largest()
    {
        Begin(new(new(10, 0)) { Lease = 6 });
        _match.Done(Act.IssueSession(Master, "team", new(new(10, 0)) { Lease = 6 }));
        Start(10, "developer", "team");
        _match.Play(Act.Reissue(new(new(6, 0)) { Lease = 6 }));
        _match.Play(Act.Reissue(new(new(8, 0)) { Lease = 6 }));
        _match.Play(Act.Restart(Master));
        _match.Play(Act.Reissue(new(new(7, 0)) { Lease = 6 }));
        _match.Play(Act.Advance(1));
        Assert.All(Renewals(10, "developer"), end => Assert.Equal(7, end));
        _match.Refused(Verdict.LeasesOut, Act.IssueServer(Master, "c", new(new(4, 0))));
        Assert.Equal(7, _match.Done(Act.IssueServer(Master, "c", new(new(4, 0)) { WhenFree = true })));
        _match.Play(Act.Advance(5));
        Assert.Equal([12, 12, 12, 12, 12, 12, 7, 7, 7, 7], Renewals(10, "developer"));
    }

    private void Begin(GrantDraft master)
    {
        _server = new RealWorld(master);
        _match = new Match(new ModelWorld(master), _server);
    }

    private void Start(int sessions, string kind, string license = "local")
    {
        for (var i = 1; i <= sessions; i++)
        {
            _match.Done(Act.Start(Master, $"{kind}{i}", license, kind));
        }
    }

    private long[] Renewals(int sessions, string kind) =>
        [.. Enumerable.Range(1, sessions).Select(i => _match.Done(Act.Renew(Master, $"{kind}{i}")))];
}
