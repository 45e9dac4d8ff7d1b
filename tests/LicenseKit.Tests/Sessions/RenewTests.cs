using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Sessions.Table;
using LicenseKit.Sessions;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Sessions;

public class RenewTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _server;
    private readonly string _license;

    public RenewTests()
    {
        _server = _world.Master();
        _license = _server.Issue(SessionDraft(2, 3));
        _server.Acquire("s", _license);
        _world.Seconds += 300;
    }

    [Fact]
    public void A_renewal_gives_the_next_number_and_a_full_lease_and_is_not_stored()
    {
        var answer = _server.Renew("s", 1).Value!;
        Assert.Equal((2L, Start + 900, 900_000L), (answer.Lease.N, answer.Lease.Expires, _server.Mark("s").Deadline));
        Assert.DoesNotContain(_server.LastChanges, c => c.NeedsCommit);
    }

    [Fact]
    public void The_same_number_again_gets_the_same_next_number()
    {
        _server.Renew("s", 1);
        Assert.Equal(2, _server.Renew("s", 1).Value!.Lease.N);
        Assert.Equal(3, _server.Renew("s", 2).Value!.Lease.N);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void An_older_number_or_one_that_was_not_given_is_refused(long n)
    {
        _server.Renew("s", 1);
        _server.Renew("s", 2);
        Assert.Equal(FaultCode.OlderLease, _server.Renew("s", n).Fault!.Code);
    }

    [Fact]
    public void Lease_zero_was_never_given() => Assert.Equal(FaultCode.OlderLease, _server.Renew("s", 0).Fault!.Code);

    [Fact]
    public void A_lapsed_or_unknown_session_is_over()
    {
        Assert.Equal(FaultCode.SessionOver, _server.Renew("unknown", 1).Fault!.Code);
        _world.Seconds += 300;
        Assert.Equal(FaultCode.SessionOver, _server.Renew("s", 1).Fault!.Code);
    }

    [Fact]
    public void A_revoked_session_license_ends_at_the_next_renewal_and_the_seat_at_the_lease_end()
    {
        _server.RevokeSession(_license);
        Assert.Equal(FaultCode.Revoked, _server.Renew("s", 1).Fault!.Code);
        Assert.True(_server.Holds("s"));
        _world.Seconds += 300;
        _server.Lapse();
        Assert.Equal(0, _server.Table.Count);
    }

    [Theory]
    [InlineData(LicenseState.Suspended, FaultCode.Suspended)]
    [InlineData(LicenseState.Revoked, FaultCode.Revoked)]
    public void A_stopped_server_renews_nothing_and_starts_nothing(LicenseState state, FaultCode code)
    {
        Reissue(_server, c => c with { State = state });
        Assert.Equal(code, _server.Renew("s", 1).Fault!.Code);
        Assert.Equal(code, _server.Acquire("t", _license).Fault!.Code);
        Assert.Equal(code, _server.Acquire("s", _license).Fault!.Code);
    }

    [Fact]
    public void A_lease_ends_with_the_silence_and_a_stale_server_renews_nothing()
    {
        var child = _world.ChildOf(_server);
        _world.Seconds += (14 * Day) - 100;
        Assert.Equal(_world.Seconds + 100, child.Acquire("x").Value!.Lease.Expires);
        _world.Seconds += 99;
        Assert.Null(child.Renew("x", 1).Fault);
        _world.Seconds += 1;
        Assert.Equal(FaultCode.Stale, child.Acquire("y").Fault!.Code);
        Assert.Equal(FaultCode.SessionOver, child.Renew("x", 2).Fault!.Code);
    }

    [Fact]
    public void A_lease_ends_with_the_session_license_and_with_the_grace_of_a_link()
    {
        var draft = SessionDraft(2, 3);
        (draft.Duration, draft.Expires) = (null, DateTimeOffset.FromUnixTimeSeconds(Start + (300 * Day)));
        var shorter = _server.Issue(draft);
        _world.Seconds = Start + (300 * Day) - 50;
        Assert.Equal(Start + (300 * Day), _server.Acquire("x", shorter).Value!.Lease.Expires);
        _world.Seconds = Start + (375 * Day) - 50;
        Assert.Equal(Start + (375 * Day), _server.Acquire("y").Value!.Lease.Expires);
    }

    [Fact]
    public void The_least_maxLease_of_the_links_shortens_a_lease()
    {
        var child = _world.ChildOf(_server, Draft(change: d => d.MaxLease = TimeSpan.FromSeconds(40)));
        Assert.Equal(_world.Seconds + 40, child.Acquire("x").Value!.Lease.Expires);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void In_grace_sessions_of_a_license_that_ends_with_the_server_start_and_renew_with_a_warning(long offset)
    {
        _world.Seconds = Start + (365 * Day) + offset;
        string[] expected = offset < 0 ? [] : ["grace"];
        Assert.Equal(expected, LeaseClaims.Read(_server.Acquire("x", _license).Value!.Document.Compact, _server.Key.PublicKey).Value!.Warnings);
        Assert.Equal(expected, LeaseClaims.Read(_server.Renew("x", 1).Value!.Document.Compact, _server.Key.PublicKey).Value!.Warnings);
    }

    [Fact]
    public void A_smaller_allowance_lets_running_sessions_finish_and_starts_none()
    {
        Reissue(_server, c => c with { Seats = Seats() });
        Assert.Null(_server.Renew("s", 1).Fault);
        Assert.Equal(FaultCode.NoSeat, _server.Acquire("t", _license).Fault!.Code);
    }

    [Fact]
    public void The_first_renewal_of_a_restored_session_may_name_any_later_number_and_is_stored()
    {
        _server.Restart();
        var answer = _server.Renew("s", 37).Value!;
        Assert.Equal(38, answer.Lease.N);
        Assert.Contains(_server.LastChanges, c => c is Change.LeaseStored { NeedsCommit: true });
        Assert.Equal(38, _server.Renew("s", 37).Value!.Lease.N);
        Assert.Equal(FaultCode.OlderLease, _server.Renew("s", 40).Fault!.Code);
    }

    [Fact]
    public void A_restored_session_names_no_number_below_the_stored_one()
    {
        _server.Restart();
        _server.Renew("s", 1);
        _server.Restart();
        Assert.Equal(FaultCode.OlderLease, _server.Renew("s", 1).Fault!.Code);
        Assert.Equal(FaultCode.OlderLease, _server.Renew("s", long.MaxValue).Fault!.Code);
        Assert.Null(_server.Renew("s", 2).Fault);
    }

    [Fact]
    public void A_lease_that_is_out_counts_until_it_ends_though_the_ordinary_length_was_lowered()
    {
        Reissue(_server, c => c with { MaxLease = 5 });
        Assert.Equal(_world.Seconds + 5, _server.Renew("s", 1).Value!.Lease.Expires);
        Assert.Equal(600_000, _server.Mark("s").Deadline);
    }

    [Fact]
    public void Sessions_lapse_and_are_counted_by_license()
    {
        _server.Acquire("t", _license, "execution");
        Assert.Equal((1L, 1L), (_server.Table.UseOf(_license)["developer"], _server.Table.InUse["execution"]));
        _world.Seconds += 300;
        _server.Lapse();
        Assert.Equal((false, true), (_server.Holds("s"), _server.Holds("t")));
        _world.Seconds += 300;
        _server.Lapse();
        Assert.True(_server.Table.InUse.IsNone);
    }
}
