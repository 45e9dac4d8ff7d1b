using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Signing;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

public class IssuingTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _master;

    public IssuingTests() => _master = _world.Master();

    [Fact]
    public void Grants_may_use_up_the_issuers_seats_and_not_one_more()
    {
        _master.Issue(Draft("A", 10, 20, 4));
        Assert.Equal(FaultCode.OverBudget, _master.TryIssue(Draft("B", 0, 0, 2)).Fault!.Code);
        _master.Issue(Draft("B", 0, 0, 1));
    }

    [Fact]
    public void Generic_seats_make_up_for_a_kind_that_is_used_up()
    {
        _master.Issue(Draft("A", 10, 0, 0));
        _master.Issue(Draft("B", 5, 0, 0));
        Assert.Equal(FaultCode.OverBudget, _master.TryIssue(Draft("C", 1, 0, 0)).Fault!.Code);
    }

    [Fact]
    public void A_fault_leaves_the_ledger_as_it_is()
    {
        var before = _master.Ledger;
        Assert.NotNull(_master.TryIssue(Draft(developer: 100)).Fault);
        Assert.Same(before, _master.Ledger);
    }

    [Fact]
    public void A_client_name_is_free_again_when_its_license_is_revoked()
    {
        var id = _master.Issue(Draft("Straße"));
        Assert.Equal(FaultCode.NameTaken, _master.TryIssue(Draft("STRAßE")).Fault!.Code);
        Assert.Equal(FaultCode.NameTaken, _master.TryIssue(Draft("Stra\u200dße")).Fault!.Code);
        Assert.Equal(FaultCode.DraftValue, _master.TryIssue(Draft("Straße ")).Fault!.Code);
        _master.SetState(id, LicenseState.Revoked);
        _master.Issue(Draft("STRAßE", 1, 1, 0));
    }

    [Fact]
    public void Live_licenses_are_counted_and_revoked_ones_are_not()
    {
        Reissue(_master, c => c with { MaxLicenses = 2 });
        var first = _master.Issue(Draft("A", 1, 0, 0));
        _master.Issue(SessionDraft());
        Assert.Equal(FaultCode.MaxLicenses, _master.TryIssue(Draft("B", 1, 0, 0)).Fault!.Code);
        _master.SetState(first, LicenseState.Revoked);
        _master.Issue(Draft("B", 1, 0, 0));
    }

    [Fact]
    public void A_change_that_brings_an_ended_license_back_is_counted_too()
    {
        Reissue(_master, c => c with { MaxLicenses = 1 });
        var first = _master.Issue(Draft("A", 1, 0, 0, d => d.Duration = "P1D"));
        _world.Seconds += 2 * Day;
        _master.Issue(Draft("B", 1, 0, 0));
        Assert.Equal(FaultCode.MaxLicenses, _master.TryChange(first, Draft("A", 1, 0, 0)).Fault!.Code);
    }

    [Fact]
    public void Only_an_OEM_or_a_Master_has_child_servers()
    {
        var leaf = _world.ChildOf(_master);
        Assert.Equal(FaultCode.NotOem, leaf.TryIssue(Draft("X", 1, 0, 0)).Fault!.Code);
    }

    [Fact]
    public void In_grace_nothing_new_is_issued_and_nothing_is_raised()
    {
        var id = _master.Issue(Draft(change: d => d.Grace = TimeSpan.FromDays(5)));
        _world.Seconds = Start + (365 * Day);
        Assert.Equal(FaultCode.MayNotIssue, _master.TryIssue(Draft("B")).Fault!.Code);
        Assert.Equal(FaultCode.MayNotIssue, _master.TryChange(id, Draft(developer: 3, change: d => d.Grace = TimeSpan.FromDays(5))).Fault!.Code);
    }

    [Fact]
    public void A_suspended_issuer_lowers_suspends_and_revokes_but_raises_nothing()
    {
        var id = _master.Issue(Draft());
        Reissue(_master, c => c with { State = LicenseState.Suspended });
        Assert.Equal(FaultCode.MayNotIssue, _master.TryChange(id, Draft(developer: 3)).Fault!.Code);
        _master.Change(id, Draft(developer: 1));
        _master.SetState(id, LicenseState.Suspended);
        _master.SetState(id, LicenseState.Active);
        _master.SetState(id, LicenseState.Revoked);
        Assert.Equal(5, _master.License(id).Serial);
    }

    [Fact]
    public void A_change_from_a_serial_that_is_not_the_newest_is_refused()
    {
        var id = _master.Issue(Draft());
        Assert.Equal(FaultCode.SerialConflict, _master.TryChange(id, Draft(), ifSerial: 2).Fault!.Code);
        Assert.Null(_master.TryChange(id, Draft(), ifSerial: 1).Fault);
    }

    [Fact]
    public void A_new_version_may_not_start_later_than_the_last_one_and_now()
    {
        var id = _master.Issue(Draft());
        Assert.Equal("starts", _master.TryChange(id, Draft(change: d => d.Starts = UnixTime.ToInstant(Start + 1))).Fault!.Value);
    }

    [Fact]
    public void A_change_keeps_the_state_the_binding_and_the_start()
    {
        var child = _world.ChildOf(_master);
        _master.SetState(child.Id, LicenseState.Suspended);
        _world.Seconds += Day;
        _master.Change(child.Id, Draft(developer: 3));
        var license = _master.License(child.Id);
        Assert.Equal((LicenseState.Suspended, Start, 4L), (license.State, license.Claims.NotBefore, license.Serial));
        Assert.True(license.Binding!.Admits(child.Key.PublicKey));
    }

    [Fact]
    public void Revoked_is_final()
    {
        var id = _master.Issue(Draft());
        _master.SetState(id, LicenseState.Revoked);
        Assert.Equal(FaultCode.RevokedIsFinal, _master.TrySetState(id, LicenseState.Active).Fault!.Code);
        Assert.Equal(FaultCode.RevokedIsFinal, _master.TryChange(id, Draft()).Fault!.Code);
        Assert.Equal(FaultCode.RevokedIsFinal, _master.TryReset(id).Fault!.Code);
    }

    [Fact]
    public void An_unknown_id_is_named() => Assert.Equal("nobody", _master.TryChange("nobody", Draft()).Fault!.Value);

    [Fact]
    public void What_was_lowered_stays_counted_until_it_is_settled()
    {
        var child = _world.ChildOf(_master, Draft("A", 10, 20, 5));
        _master.Change(child.Id, Draft("A", 1, 0, 0));
        Assert.Equal(FaultCode.OverBudget, _master.TryIssue(Draft("B", 1, 0, 0)).Fault!.Code);
        child.PingTo(_master);
        Assert.Equal(FaultCode.OverBudget, _master.TryIssue(Draft("B", 1, 0, 0)).Fault!.Code);
        child.PingTo(_master);
        _master.Issue(Draft("B", 9, 20, 5));
    }

    [Fact]
    public void A_first_binding_asks_for_no_budget()
    {
        var id = _master.Issue(Draft("A", 1, 0, 0));
        var code = LicenseCode.Of(Key(77).PublicKey, Product).ToString();
        Reissue(_master, c => c with { Seats = Seats(5, 5, 0) });
        _master.Change(id, Draft("A", 1, 0, 0, d => d.LicenseCode = code));
        Assert.True(_master.License(id).Binding!.Admits(Key(77).PublicKey));
    }

    [Fact]
    public void Another_key_needs_room_for_the_old_holder_and_the_new()
    {
        var child = _world.ChildOf(_master, Draft("A", 6, 0, 0));
        Assert.Equal(FaultCode.OverBudget, _master.TryChange(child.Id, For(77, 10)).Fault!.Code);
        _master.Change(child.Id, For(77, 9));
        Assert.Equal(15, _master.Ledger.Granted.At(_world.Seconds)["developer"]);
    }

    [Fact]
    public void The_overlap_of_two_holders_is_accepted_by_the_clients_name_only()
    {
        var child = _world.ChildOf(_master, Draft("A", 10, 0, 0));
        Assert.Equal(FaultCode.OverBudget, _master.TryChange(child.Id, For(77, 10), overlap: "B").Fault!.Code);
        _master.Change(child.Id, For(77, 10), overlap: "A");
        Assert.Equal(10, _master.Ledger.Granted.At(_world.Seconds)["developer"]);
    }

    [Fact]
    public void After_a_reset_with_accepted_overlap_the_new_holders_seats_are_kept()
    {
        var child = _world.ChildOf(_master, Draft("A", 10, 0, 0));
        _master.Reset(child.Id, overlap: "A");
        Assert.Equal(FaultCode.OverBudget, _master.TryIssue(Draft("B", 6, 0, 0)).Fault!.Code);
        var next = _world.NewServer();
        next.Take(_master.FileOf(child.Id));
        next.Activate(_master);
        Assert.Equal(10, _master.Ledger.Granted.At(_world.Seconds)["developer"]);
    }

    [Fact]
    public void An_offline_license_is_not_reset()
    {
        var id = _master.Issue(Draft(change: d => (d.SuppressPings, d.LicenseCode) = (true, LicenseCode.Of(Key(77).PublicKey, Product).ToString())));
        Assert.Equal(FaultCode.NotPreactivated, _master.TryReset(id).Fault!.Code);
    }

    [Fact]
    public void A_version_that_no_longer_fits_a_smaller_issuer_is_narrowed_to_it_when_suspended()
    {
        var id = _master.Issue(Draft("A", 10, 20, 5));
        Reissue(_master, c => c with { Seats = Seats(3, 20, 0), MaxLease = 60, Expires = Start + Day });
        _master.SetState(id, LicenseState.Suspended);
        var license = _master.License(id);
        Assert.Equal(Seats(3, 20, 0), license.Seats);
        Assert.Equal((60, Start + Day), (license.MaxLease, license.Claims.Expires));
    }

    [Theory]
    [InlineData(0, 365)]
    [InlineData(30, 1)]
    public void A_version_that_no_narrowing_makes_fit_is_stopped_all_the_same(int maxOfflineDays, int issuerDays)
    {
        var child = _world.ChildOf(_master, Draft(change: d => (d.Starts, d.Duration) = (UnixTime.ToInstant(Start + (2 * Day)), "P10D")));
        Reissue(_master, c => c with { MaxOffline = maxOfflineDays * Day, Expires = Start + (issuerDays * Day), Grace = 0 });
        _master.SetState(child.Id, LicenseState.Suspended);
        child.Take(_master.FileOf(child.Id));
        Assert.Equal(LicenseKit.Chains.Standing.Suspended, child.Standing.Standing);
        _master.SetState(child.Id, LicenseState.Active);
        child.Take(_master.FileOf(child.Id));
        Assert.False(child.Standing.Serves);
    }

    [Fact]
    public void An_over_granted_server_issues_and_raises_nothing_but_lowers()
    {
        var id = _master.Issue(Draft("A", 10, 20, 5, d => d.LicenseCode = LicenseCode.Of(Key(77).PublicKey, Product).ToString()));
        Reissue(_master, c => c with { Seats = Seats(9, 20, 5) });
        Assert.Equal(FaultCode.OverBudget, _master.TryIssue(Draft("B", 0, 0, 0)).Fault!.Code);
        Assert.Equal(FaultCode.OverBudget, _master.TryChange(id, Draft("A", 9, 20, 5, d => d.Features["vision"] = new Feature(null, 1))).Fault!.Code);
        Assert.Equal(FaultCode.OverBudget, _master.TryIssue(SessionDraft()).Fault!.Code);
        _master.Change(id, Draft("A", 1, 1, 1));
    }

    private static ServerLicenseDraft For(int key, long developer) =>
        Draft("A", developer, 0, 0, d => d.LicenseCode = LicenseCode.Of(Key(key).PublicKey, Product).ToString());

    [Theory]
    [InlineData(LicenseState.Active)]
    [InlineData(LicenseState.Suspended)]
    [InlineData(LicenseState.Revoked)]
    public void A_license_that_is_suspended_resumed_or_revoked_already_stays_as_it_is(LicenseState state)
    {
        var id = _master.Issue(Draft());
        _master.SetState(id, LicenseState.Suspended);
        _master.SetState(id, state);
        var (ledger, serial) = (_master.Ledger, _master.License(id).Serial);

        var again = _master.TrySetState(id, state).Value!;

        Assert.Equal(serial, again.Server!.Claims.Serial);
        Assert.Same(ledger, _master.Ledger);
    }

    [Fact]
    public void Every_change_of_a_license_may_name_the_serial_that_was_seen()
    {
        var (id, team) = (_master.Issue(Draft()), _master.Issue(new SessionLicenseDraft { Client = "Team", Seats = { ["developer"] = 1 }, Duration = "P1D" }));
        Request<GrantReply>[] stale =
        [
            new Request.SetState(id, LicenseState.Suspended, null, "op", 2), new Request.SetState(id, LicenseState.Revoked, null, "op", 2),
            new Request.ResetActivation(id, null, "op", 2), new Request.RevokeSession(team, null, "op", 2),
        ];

        Assert.All(stale, r => Assert.Equal(FaultCode.SerialConflict, _master.Ask(r).Fault!.Code));
        Assert.Null(_master.Ask(new Request.SetState(id, LicenseState.Suspended, null, "op", 1)).Fault);
        Assert.Null(_master.Ask(new Request.RevokeSession(team, null, "op", 1)).Fault);
    }

    [Fact]
    public void The_audit_row_of_a_change_says_what_changed()
    {
        var id = _master.Issue(Draft(developer: 5));
        var expires = _master.License(id).Claims.Expires;

        _master.Change(id, Draft(developer: 3, change: d =>
        {
            (d.Duration, d.Expires) = (null, UnixTime.ToInstant(expires - Day));
            d.Extensions["order"] = "4711";
        }));

        var text = _master.LastChanges.OfType<Change.Audited>().Single().Entry.Text;
        Assert.Equal($"'{_master.License(id).Client}', serial 2: seats.developer: 5 -> 3; expires: {Shown.Instant(expires)} -> {Shown.Instant(expires - Day)}; ext.order: added, 4711", text);
    }

    [Fact]
    public void The_audit_row_of_a_change_that_changes_nothing_names_the_serial_only()
    {
        var id = _master.Issue(Draft());

        _master.Change(id, Draft());

        Assert.Equal($"'{_master.License(id).Client}', serial 2", _master.LastChanges.OfType<Change.Audited>().Single().Entry.Text);
    }
}
