using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Sessions;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Sessions;

public class AcquireTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _server;
    private readonly string _license;

    public AcquireTests()
    {
        _server = _world.Master();
        _license = _server.Issue(SessionDraft(2, 3));
    }

    [Fact]
    public void A_first_lease_has_number_one_and_must_be_stored()
    {
        var answer = _server.Acquire("s", _license).Value!;
        var lease = LeaseClaims.Read(answer.Document.Compact, _server.Key.PublicKey).Value!;
        Assert.Equal((1L, SessionIdOf("s").ToString(), "developer", _license, "master", Start, Start + 600), (lease.N, lease.Session, lease.Kind, lease.License, lease.Issuer, lease.IssuedAt, lease.Expires));
        Assert.Equal(["vision"], lease.Features);
        Assert.Equal(300, answer.Lease.RenewWithin);
        Assert.Contains(_server.LastChanges, c => c is Change.SessionStarted { NeedsCommit: true });
    }

    [Fact]
    public void The_same_session_again_gets_the_same_seat_and_what_is_left_of_its_lease()
    {
        _server.Acquire("s", _license);
        _world.Seconds += 100;
        var answer = _server.Acquire("s", _license).Value!;
        Assert.Equal((1L, Start + 600), (answer.Lease.N, LeaseClaims.Read(answer.Document.Compact, _server.Key.PublicKey).Value!.Expires));
        Assert.Empty(_server.LastChanges);
        Assert.Equal(1, _server.Table.Count);
    }

    [Fact]
    public void Acquiring_again_gives_no_lease_past_what_stands_behind_it_now()
    {
        _server.Acquire("s", _license);
        Reissue(_server, c => c with { Expires = Start + 100, Grace = 0 });
        Assert.Equal(Start + 100, LeaseClaims.Read(_server.Acquire("s", _license).Value!.Document.Compact, _server.Key.PublicKey).Value!.Expires);
    }

    [Fact]
    public void Acquiring_again_under_a_revoked_license_is_refused()
    {
        _server.Acquire("s", _license);
        _server.RevokeSession(_license);
        Assert.Equal(FaultCode.Revoked, _server.Acquire("s", _license).Fault!.Code);
    }

    [Fact]
    public void A_wall_clock_that_jumps_prolongs_and_frees_no_seat()
    {
        _server.Acquire("s", _license);
        _world.Seconds += 5000;
        _world.Jumped += 4900;
        var again = _server.Acquire("s", _license).Value!;
        Assert.Equal(Start + 5000 + 500, LeaseClaims.Read(again.Document.Compact, _server.Key.PublicKey).Value!.Expires);
        Assert.Equal(600_000, _server.Mark("s").Deadline);
    }

    [Theory]
    [InlineData("execution", true)]
    [InlineData("developer", false)]
    public void The_same_session_for_another_kind_or_license_is_refused(string kind, bool sameLicense)
    {
        _server.Acquire("s", _license);
        Assert.Equal(FaultCode.SessionMismatch, _server.Acquire("s", sameLicense ? _license : LeaseRule.LocalLicense, kind).Fault!.Code);
    }

    [Theory]
    [InlineData("generic")]
    [InlineData("Developer")]
    [InlineData("")]
    public void The_pool_and_malformed_names_are_no_kind(string kind) => Assert.Equal(FaultCode.UnknownKind, _server.Acquire("s", _license, kind).Fault!.Code);

    [Fact]
    public void A_session_that_misses_its_renewal_makes_room_for_another()
    {
        _server.Acquire("a", _license);
        _server.Acquire("b", _license);
        _world.Seconds += 599;
        Assert.Equal(FaultCode.NoSeat, _server.Acquire("c", _license).Fault!.Code);
        _world.Seconds += 1;
        Assert.Null(_server.Acquire("c", _license).Fault);
    }

    [Fact]
    public void A_released_id_is_not_granted_again_for_ten_minutes()
    {
        _server.Acquire("s", _license);
        _server.Release("s");
        Assert.Equal(FaultCode.SessionOver, _server.Acquire("s", _license).Fault!.Code);
        _world.Seconds += 599;
        Assert.Equal(FaultCode.SessionOver, _server.Acquire("s", _license).Fault!.Code);
        _world.Seconds += 1;
        Assert.Null(_server.Acquire("s", _license).Fault);
    }

    [Fact]
    public void A_released_seat_is_free_at_once()
    {
        _server.Acquire("a", _license);
        _server.Acquire("b", _license);
        _server.Release("a");
        Assert.Null(_server.Acquire("c", _license).Fault);
    }

    [Fact]
    public void An_ended_session_keeps_its_seat_until_its_lease_ends()
    {
        _server.Acquire("a", _license);
        _server.Acquire("b", _license);
        _server.End("a");
        Assert.Equal(FaultCode.SessionOver, _server.Renew("a", 1).Fault!.Code);
        Assert.Equal(FaultCode.SessionOver, _server.Acquire("a", _license).Fault!.Code);
        Assert.Equal(FaultCode.NoSeat, _server.Acquire("c", _license).Fault!.Code);
    }

    [Fact]
    public void A_session_that_was_ended_already_stays_as_it_is()
    {
        _server.Acquire("a", _license);
        _server.End("a");
        Assert.NotEmpty(_server.LastChanges);

        _server.End("a");

        Assert.Empty(_server.LastChanges);
    }

    [Fact]
    public void A_license_that_this_server_has_not_issued_takes_no_seat() =>
        Assert.Equal(FaultCode.ForeignSessionLicense, _server.Acquire("s", "foreign").Fault!.Code);

    [Fact]
    public void A_license_gives_seats_from_its_start_to_its_end()
    {
        var id = _server.Issue(SessionDraft(change: d => (d.Starts, d.Duration) = (UnixTime.ToInstant(Start + 10), "PT10S")));
        Assert.Equal(FaultCode.NotYetValid, _server.Acquire("a", id).Fault!.Code);
        _world.Seconds += 10;
        Assert.Equal(Start + 20, _server.Acquire("a", id).Value!.Lease.Expires);
        _world.Seconds += 10;
        Assert.Equal(FaultCode.Expired, _server.Acquire("b", id).Fault!.Code);
    }

    [Fact]
    public void A_license_that_names_features_gives_only_those()
    {
        Reissue(_server, c => c with { Features = new SortedDictionary<string, Feature> { ["vision"] = new(null, 10), ["speech"] = new(Start + 5, null) } });
        var id = _server.Issue(SessionDraft(change: d => d.Features["speech"] = new Feature(Start + 5, null)));
        Assert.Equal(["speech"], LeaseClaims.Read(_server.Acquire("a", id).Value!.Document.Compact, _server.Key.PublicKey).Value!.Features);
        _world.Seconds += 5;
        Assert.Empty(LeaseClaims.Read(_server.Acquire("b", id).Value!.Document.Compact, _server.Key.PublicKey).Value!.Features);
    }
}
