using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Licenses;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Freshness;

public class ApplyTests
{
    private readonly TestWorld _world = new();

    [Fact]
    public void A_first_license_is_taken_up_and_good()
    {
        var master = _world.Master();
        Assert.Equal(Standing.Good, master.Standing.Standing);
    }

    [Fact]
    public void The_same_file_again_changes_nothing()
    {
        var master = _world.Master();
        var child = _world.ChildOf(master);
        var seen = child.State.Seen;
        child.Take(master.FileOf(child.Id));
        Assert.Equal(seen.OrderBy(s => s.Key), child.State.Seen.OrderBy(s => s.Key));
    }

    [Fact]
    public void An_older_file_is_refused_and_changes_nothing()
    {
        var master = _world.Master();
        var child = _world.ChildOf(master);
        var old = master.FileOf(child.Id);
        master.Change(child.Id, Draft(developer: 1));
        child.Take(master.FileOf(child.Id));
        var before = child.State;
        Assert.Equal(FaultCode.SerialOlder, child.Apply(old).Fault!.Code);
        Assert.Same(before, child.State);
    }

    [Fact]
    public void A_file_with_an_older_link_above_is_refused_though_its_own_link_is_newer()
    {
        var master = _world.Master();
        var child = _world.ChildOf(master);
        var oldMaster = master.State;
        Reissue(master, c => c with { MaxLicenses = 9 });
        child.Take(master.FileOf(child.Id));
        master.State = oldMaster;
        master.Change(child.Id, Draft(developer: 1));
        Assert.Equal(FaultCode.SerialOlder, child.Apply(master.FileOf(child.Id)).Fault!.Code);
    }

    [Fact]
    public void Two_contents_of_one_serial_are_told_apart()
    {
        var master = _world.Master();
        var child = _world.ChildOf(master);
        var ledger = master.Ledger;
        master.Change(child.Id, Draft(developer: 1));
        child.Take(master.FileOf(child.Id));
        master.Ledger = ledger;
        master.Change(child.Id, Draft(developer: 2));
        Assert.Equal(FaultCode.Equivocation, child.Apply(master.FileOf(child.Id)).Fault!.Code);
    }

    [Theory]
    [InlineData(1 << 20, FaultCode.None)]
    [InlineData((1 << 20) + 1, FaultCode.SerialJump)]
    public void A_serial_may_rise_by_two_to_the_20_at_once(long rise, FaultCode expected)
    {
        var master = _world.Master();
        var file = Bundle.Write([ServerLicenseWriter.Sign(MasterClaims(master.Key) with { Serial = 1 + rise }, Root)], []);
        Assert.Equal(expected, master.Apply(file).Fault?.Code ?? FaultCode.None);
    }

    [Fact]
    public void Another_license_replaces_the_held_one_only_when_that_is_named()
    {
        var master = _world.Master();
        var file = Bundle.Write([ServerLicenseWriter.Sign(MasterClaims(master.Key) with { Id = "other" }, Root)], []);
        Assert.Equal(FaultCode.OtherLicense, master.Apply(file).Fault!.Code);
        Assert.Null(master.Apply(file, replaces: "master").Fault);
        Assert.Equal("other", master.Id);
    }

    [Fact]
    public void The_seen_serial_of_a_replaced_license_is_not_forgotten()
    {
        var master = _world.Master();
        Reissue(master, c => c with { MaxLicenses = 9 });
        master.Apply(Bundle.Write([ServerLicenseWriter.Sign(MasterClaims(master.Key) with { Id = "other" }, Root)], []), replaces: "master");
        var first = Bundle.Write([ServerLicenseWriter.Sign(MasterClaims(master.Key), Root)], []);
        Assert.Equal(FaultCode.SerialOlder, master.Apply(first, replaces: "other").Fault!.Code);
    }

    [Fact]
    public void An_installation_that_holds_nothing_refuses_a_license_bound_to_another()
    {
        var master = _world.Master();
        var child = _world.ChildOf(master);
        Assert.Equal(FaultCode.BoundElsewhere, _world.NewServer().Apply(master.FileOf(child.Id)).Fault!.Code);
    }

    [Fact]
    public void A_newer_serial_bound_to_another_is_stored_and_grants_nothing()
    {
        var master = _world.Master();
        var child = _world.ChildOf(master);
        master.Reset(child.Id);
        var other = _world.NewServer();
        other.Take(master.FileOf(child.Id));
        other.Activate(master);
        child.Take(master.FileOf(child.Id));
        Assert.Equal(Standing.BoundElsewhere, child.Standing.Standing);
    }

    [Theory]
    [InlineData(LicenseState.Suspended, Standing.Suspended)]
    [InlineData(LicenseState.Revoked, Standing.Revoked)]
    public void A_stop_is_stored_and_obeyed(LicenseState state, Standing expected)
    {
        var master = _world.Master();
        var child = _world.ChildOf(master);
        master.SetState(child.Id, state);
        child.Take(master.FileOf(child.Id));
        Assert.Equal(expected, child.Standing.Standing);
        Assert.Equal(child.Id, child.Standing.Link);
    }

    [Fact]
    public void A_license_waits_for_its_activation_and_grants_nothing_until_then()
    {
        var master = _world.Master();
        var id = master.Issue(Draft());
        var child = _world.NewServer();
        child.Take(master.FileOf(id));
        Assert.True(HolderRules.MustActivate(child.State));
        Assert.False(HolderRules.MustPing(child.State));
        Assert.Equal(Standing.NotActivated, child.Standing.Standing);
        child.Activate(master);
        Assert.False(HolderRules.MustActivate(child.State));
        Assert.True(HolderRules.MustPing(child.State));
        Assert.Equal(Standing.Good, child.Standing.Standing);
    }

    [Fact]
    public void A_file_bound_by_code_needs_no_key_of_the_one_that_it_is_for()
    {
        var master = _world.Master();
        var child = _world.NewServer();
        child.Take(master.FileOf(master.Issue(Draft(change: d => d.LicenseCode = LicenseKit.Signing.LicenseCode.Of(child.Key.PublicKey, Product).ToString()))));
        Assert.Equal(Standing.Good, child.Standing.Standing);
    }
}
