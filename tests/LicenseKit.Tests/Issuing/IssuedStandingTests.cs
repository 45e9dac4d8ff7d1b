using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

/// <summary>What an issued license is worth, as lists show it.</summary>
public sealed class IssuedStandingTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _master;

    public IssuedStandingTests() => _master = _world.Master();

    [Theory]
    [InlineData(364, Standing.Good)]
    [InlineData(365, Standing.Grace)]
    [InlineData(374, Standing.Grace)]
    [InlineData(375, Standing.Expired)]
    public void A_session_license_that_ends_with_its_server_is_in_grace_as_long_as_it_is_served(int days, Standing expected)
    {
        var license = _master.Issue(SessionDraft());
        _world.Seconds += days * Day;
        Assert.Equal(expected, _master.StandingOf(license).Standing);
        Assert.Equal(_master.StandingOf(license).Serves, _master.Acquire("x", license).Fault is null);
    }

    [Theory]
    [InlineData(99, Standing.Good)]
    [InlineData(100, Standing.Expired)]
    public void An_end_of_its_own_has_no_grace(int days, Standing expected)
    {
        var license = _master.Issue(SessionDraft(change: d => d.Duration = "P100D"));
        _world.Seconds += days * Day;
        Assert.Equal((expected, expected == Standing.Good ? null : license), (_master.StandingOf(license).Standing, _master.StandingOf(license).Link));
    }

    [Theory]
    [InlineData(-1, Standing.NotYet)]
    [InlineData(0, Standing.Good)]
    public void A_session_license_does_not_apply_before_its_start(long offset, Standing expected)
    {
        var license = _master.Issue(SessionDraft(change: d => d.Starts = _world.Now.AddDays(1)));
        _world.Seconds += Day + offset;
        Assert.Equal(expected, _master.StandingOf(license).Standing);
    }

    [Theory]
    [InlineData(-1, Standing.Good)]
    [InlineData(0, Standing.Stale)]
    public void The_least_maxOffline_above_bounds_the_silence_of_a_holder(long offset, Standing expected)
    {
        var child = _world.ChildOf(_master);
        Reissue(_master, c => c with { MaxOffline = 2 * Day });
        child.PingTo(_master);
        _world.Seconds += (2 * Day) + offset;
        Assert.Equal((expected, expected), (_master.StandingOf(child.Id).Standing, child.Standing.Standing));
    }

    [Fact]
    public void What_a_suspended_server_has_issued_is_suspended_and_names_the_server()
    {
        var (child, team) = (_world.ChildOf(_master), _master.Issue(SessionDraft()));
        Reissue(_master, c => c with { State = LicenseState.Suspended });
        Assert.All([_master.StandingOf(child.Id), _master.StandingOf(team)], r => Assert.Equal((Standing.Suspended, "master", FaultCode.Suspended), (r.Standing, r.Link, r.Fault!.Code)));
    }

    [Fact]
    public void A_license_that_is_stopped_by_itself_says_so_whatever_its_issuer_is_worth()
    {
        var (child, team) = (_world.ChildOf(_master), _master.Issue(SessionDraft()));
        _master.SetState(child.Id, LicenseState.Revoked);
        _master.RevokeSession(team);
        Reissue(_master, c => c with { State = LicenseState.Suspended });
        Assert.Equal((Standing.Revoked, child.Id), (_master.StandingOf(child.Id).Standing, _master.StandingOf(child.Id).Link));
        Assert.Equal((Standing.Revoked, team), (_master.StandingOf(team).Standing, _master.StandingOf(team).Link));
        Assert.Equal(FaultCode.Revoked, _master.Acquire("x", team).Fault!.Code);
    }

    [Fact]
    public void Below_a_stale_server_online_licenses_and_sessions_are_stale_and_an_offline_license_is_not()
    {
        var oem = _world.ChildOf(_master, Draft(change: d => d.Oem = 1));
        var island = oem.Issue(Draft("Island", 1, 1, 0, d =>
        {
            d.SuppressPings = true;
            d.Duration = "P20D";
            d.LicenseCode = LicenseCode.Of(Key(99).PublicKey, Product).ToString();
        }));
        _world.Seconds += 10 * Day;
        var online = _world.ChildOf(oem, Draft("Umbrella", 1, 1, 0));
        var team = oem.Issue(SessionDraft());
        _world.Seconds += 4 * Day;
        Assert.Equal((Standing.Stale, oem.Id), (oem.Standing.Standing, oem.Standing.Link));
        Assert.Equal((Standing.Stale, oem.Id), (oem.StandingOf(online.Id).Standing, oem.StandingOf(online.Id).Link));
        Assert.Equal((Standing.Stale, oem.Id), (oem.StandingOf(team).Standing, oem.StandingOf(team).Link));
        Assert.Equal(Standing.Good, oem.StandingOf(island).Standing);
    }

    [Fact]
    public void A_decision_says_what_the_license_is_worth_after_it()
    {
        var child = _world.ChildOf(_master);
        Assert.Equal(Standing.NotActivated, _master.TryIssue(Draft("Umbrella")).Value!.Standing.Standing);
        Assert.Equal(Standing.Suspended, _master.TrySetState(child.Id, LicenseState.Suspended).Value!.Standing.Standing);
        Assert.Equal(Standing.Good, _master.TryIssue(SessionDraft()).Value!.Standing.Standing);
    }
}
