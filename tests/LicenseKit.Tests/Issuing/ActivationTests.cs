using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Signing;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

public class ActivationTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _master;
    private readonly string _id;
    private readonly VirtualServer _first;
    private readonly VirtualServer _second;

    public ActivationTests()
    {
        _master = _world.Master();
        _id = _master.Issue(Draft());
        (_first, _second) = (_world.NewServer(), _world.NewServer());
        _first.Take(_master.FileOf(_id));
        _second.Take(_master.FileOf(_id));
    }

    [Fact]
    public void The_first_key_wins_and_a_second_one_is_refused()
    {
        _first.Activate(_master);
        Assert.Equal(FaultCode.ActivatedByAnother, _second.TryActivate(_master).Fault!.Code);
        Assert.True(_master.License(_id).Binding!.Admits(_first.Key.PublicKey));
    }

    [Fact]
    public void The_same_key_again_gets_the_same_answer()
    {
        var held = _first.Chain.Leaf;
        var answer = _first.TryActivate(_master).Value!;
        var again = _first.TryActivate(_master, held).Value!;
        Assert.Equal(answer.ToBundle(), again.ToBundle());
        Assert.Empty(_master.LastChanges);
        Assert.Equal(2, _master.License(_id).Serial);
    }

    [Fact]
    public void After_a_reset_a_former_key_is_refused_and_another_may()
    {
        _first.Activate(_master);
        _master.Reset(_id);
        _first.Take(_master.FileOf(_id));
        Assert.Equal(FaultCode.ActivatedByAnother, _first.TryActivate(_master).Fault!.Code);
        _second.Take(_master.FileOf(_id));
        _second.Activate(_master);
        Assert.Equal(Standing.Good, _second.Standing.Standing);
    }

    [Fact]
    public void After_a_second_reset_both_former_keys_are_refused()
    {
        _first.Activate(_master);
        _master.Reset(_id);
        _second.Take(_master.FileOf(_id));
        _second.Activate(_master);
        _master.Reset(_id);
        var unbound = _master.License(_id);
        Assert.Equal(FaultCode.ActivatedByAnother, _first.TryActivate(_master, unbound).Fault!.Code);
        Assert.Equal(FaultCode.ActivatedByAnother, _second.TryActivate(_master, unbound).Fault!.Code);
    }

    [Fact]
    public void A_file_of_any_unbound_version_since_the_last_reset_is_proof()
    {
        _master.Change(_id, Draft(developer: 1));
        _first.Activate(_master);
        Assert.Equal(1, _first.Chain.Leaf.Seats["developer"]);
    }

    [Fact]
    public void A_file_from_before_the_last_reset_proves_nothing_though_nobody_had_activated()
    {
        _master.Reset(_id);
        Assert.Equal(FaultCode.BadActivation, _first.TryActivate(_master).Fault!.Code);
        _first.Take(_master.FileOf(_id));
        _first.Activate(_master);
    }

    [Fact]
    public void A_file_from_before_the_first_activation_proves_nothing_after_a_reset()
    {
        _first.Activate(_master);
        _master.Reset(_id);
        Assert.Equal(FaultCode.BadActivation, _second.TryActivate(_master).Fault!.Code);
    }

    [Fact]
    public void A_request_that_names_no_license_of_this_parent_activates_nothing()
    {
        var without = ActivationRequest.Sign(_second.Key, Product, Start, "nonce-of-activation--A");
        Assert.Equal(FaultCode.UnknownToParent, _master.Ask(new Request.Activate(without)).Fault!.Code);
        Assert.Equal(FaultCode.UnknownToParent, _second.TryActivate(_master, _master.Chain.Leaf).Fault!.Code);
    }

    [Fact]
    public void An_activation_for_another_product_is_refused()
    {
        var request = ActivationRequest.Sign(_first.Key, "other", Start, "nonce-of-activation--A", _first.Chain.Leaf);
        Assert.Equal(FaultCode.WrongProduct, _master.Ask(new Request.Activate(request)).Fault!.Code);
    }

    [Fact]
    public void A_suspended_parent_still_activates_and_narrows_to_what_it_has()
    {
        Reissue(_master, c => c with { State = LicenseState.Suspended, Seats = Seats(1, 1, 0) });
        _first.Activate(_master);
        Assert.Equal(Seats(1, 1, 0), _first.Chain.Leaf.Seats);
    }

    [Fact]
    public void The_activation_after_a_reset_needs_room_for_two_holders()
    {
        _first.Activate(_master);
        _master.Issue(Draft("B", 8, 17, 4));
        _master.Reset(_id);
        _second.Take(_master.FileOf(_id));
        Assert.Equal(FaultCode.OverBudget, _second.TryActivate(_master).Fault!.Code);
    }

    [Fact]
    public void A_holder_bound_by_code_that_shows_its_key_is_named_by_key_in_the_next_version()
    {
        var child = _world.NewServer();
        var id = _master.Issue(Draft("C", 1, 1, 0, d => d.LicenseCode = LicenseCode.Of(child.Key.PublicKey, Product).ToString()));
        child.Take(_master.FileOf(id));
        Assert.NotNull(child.PingTo(_master).Contact);
        Assert.IsType<Binding.ToCode>(_master.License(id).Binding);
        _master.SetState(id, LicenseState.Suspended);
        Assert.IsType<Binding.ToKey>(_master.License(id).Binding);
        Assert.Equal(0, _master.Ledger.Servers[id].Current.Holder);
    }
}
