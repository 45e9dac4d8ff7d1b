using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Freshness;

public class PingTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _master;
    private readonly VirtualServer _child;

    public PingTests()
    {
        _master = _world.Master();
        _child = _world.ChildOf(_master, Draft(change: d => d.Oem = 1));
    }

    [Fact]
    public void A_ping_is_repeated_byte_for_byte_until_it_is_answered()
    {
        var first = _child.MakePing();
        _world.Seconds += 100;
        Assert.Equal(first, _child.MakePing());
        _child.Answer(_master.Receive(first, _child.Key.PublicKey)!);
        Assert.NotEqual(first, _child.MakePing());
    }

    [Fact]
    public void A_next_ping_names_the_pong_before_it()
    {
        _child.PingTo(_master);
        var ping = Ping.Read(_child.MakePing(), _child.Key.PublicKey).Value!;
        Assert.Equal(2, ping.Seq);
        Assert.Equal(1, ping.Previous!.Seq);
    }

    [Fact]
    public void Contact_counts_from_when_the_answered_ping_was_first_sent()
    {
        var ping = _child.MakePing();
        _world.Seconds += 500;
        var answered = _child.Answer(_master.Receive(ping, _child.Key.PublicKey)!);
        Assert.Equal(Start, answered.Contact!.Since);
    }

    [Fact]
    public void Contact_counts_never_from_later_than_the_time_of_the_pong()
    {
        var ping = _child.MakePing();
        _world.Seconds -= 500;
        var answer = _master.Receive(ping, _child.Key.PublicKey)!;
        _world.Seconds += 500;
        Assert.Equal(Start - 500, _child.Answer(answer).Contact!.Since);
    }

    [Fact]
    public void A_new_version_arrives_with_the_answer_and_counts_as_contact()
    {
        _master.Change(_child.Id, Draft(developer: 1, change: d => d.Oem = 1));
        Assert.NotNull(_child.PingTo(_master).Contact);
        Assert.Equal(1, _child.Chain.Leaf.Seats["developer"]);
    }

    [Fact]
    public void An_answer_that_names_a_newer_version_without_bringing_it_is_no_contact()
    {
        _master.Change(_child.Id, Draft(developer: 1, change: d => d.Oem = 1));
        var answer = _master.Receive(_child.MakePing(), _child.Key.PublicKey)!;
        Assert.Null(_child.Answer(answer with { Bundle = null }).Contact);
        Assert.Equal(Standing.BoundElsewhere, _child.Standing.Standing);
    }

    [Fact]
    public void Bound_elsewhere_ends_with_the_next_contact()
    {
        _master.Change(_child.Id, Draft(developer: 1, change: d => d.Oem = 1));
        _child.Answer(_master.Receive(_child.MakePing(), _child.Key.PublicKey)! with { Bundle = null });
        Assert.NotNull(_child.PingTo(_master).Contact);
        Assert.Equal(Standing.Good, _child.Standing.Standing);
    }

    [Fact]
    public void A_damaged_bundle_is_reported_with_the_next_ping()
    {
        _master.Change(_child.Id, Draft(developer: 1, change: d => d.Oem = 1));
        var answer = _master.Receive(_child.MakePing(), _child.Key.PublicKey)!;
        Assert.Equal(FaultCode.NotABundle, _child.Answer(answer with { Bundle = [1, 2, 3] }).Fault!.Code);
        Assert.Equal("LK1002", Ping.Read(_child.MakePing(), _child.Key.PublicKey).Value!.Refused);
    }

    [Fact]
    public void A_pong_signed_by_another_ends_the_repeating_and_is_no_contact()
    {
        var ping = Ping.Read(_child.MakePing(), _child.Key.PublicKey).Value!;
        var forged = new Pong { Parent = ping.Parent, License = ping.License, IssuedAt = Start, Seq = ping.Seq, Nonce = ping.Nonce, Chain = ping.Chain }.Sign(_child.Key);
        var answered = _child.Answer(new PingAnswer(forged, null, []));
        Assert.Null(answered.Contact);
        Assert.Equal(FaultCode.BadPong, answered.Fault!.Code);
        Assert.Null(_child.State.Exchange.Pending);
    }

    [Fact]
    public void A_replayed_pong_is_no_contact()
    {
        var old = _master.Receive(_child.MakePing(), _child.Key.PublicKey)!;
        _child.Answer(old);
        _world.Seconds += Hour;
        _child.MakePing();
        Assert.Null(_child.Answer(old).Contact);
        Assert.Equal(Start, _child.State.Exchange.Contact!.Since);
    }

    [Fact]
    public void An_answer_that_nobody_waits_for_changes_nothing()
    {
        var answer = _master.Receive(_child.MakePing(), _child.Key.PublicKey)!;
        _child.Answer(answer);
        var before = _child.State;
        Assert.Null(_child.Answer(answer).Contact);
        Assert.Same(before, _child.State);
    }

    [Theory]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public void A_pong_lowers_time_only_while_its_ping_is_young(long age, bool mayLower)
    {
        var ping = _child.MakePing();
        _world.Seconds += age;
        Assert.Equal(mayLower, _child.Answer(_master.Receive(ping, _child.Key.PublicKey)!).Time!.MayLower);
    }

    [Fact]
    public void A_ping_of_an_earlier_run_is_never_young()
    {
        _child.MakePing();
        var talk = _child.State.Exchange;
        _child.State = _child.State with { Exchange = talk with { Pending = talk.Pending! with { SentTicks = null } } };
        Assert.False(_child.PingTo(_master).Time!.MayLower);
    }

    [Fact]
    public void Pinging_goes_on_while_suspended_and_brings_the_resumption()
    {
        _master.SetState(_child.Id, LicenseState.Suspended);
        _child.PingTo(_master);
        Assert.Equal(Standing.Suspended, _child.Standing.Standing);
        Assert.True(HolderRules.MustPing(_child.State));
        _master.SetState(_child.Id, LicenseState.Active);
        _child.PingTo(_master);
        Assert.Equal(Standing.Good, _child.Standing.Standing);
    }

    [Fact]
    public void A_suspended_OEM_that_withholds_its_suspension_cannot_keep_its_children_fresh()
    {
        var grandchild = _world.ChildOf(_child, Draft("Umbrella", 1, 1, 0));
        _master.SetState(_child.Id, LicenseState.Suspended);
        _world.Seconds += Hour;
        var fresh = _master.Receive(_child.MakePing(), _child.Key.PublicKey)!;
        var answer = _child.Receive(grandchild.MakePing(), grandchild.Key.PublicKey)! with { Above = [fresh.Pong] };
        Assert.NotNull(grandchild.Answer(answer).Contact);
        Assert.Empty(grandchild.State.Exchange.Above);
    }

    [Fact]
    public void A_pong_of_a_link_above_that_a_clock_ahead_has_signed_counts_from_now_and_gives_way_to_the_next()
    {
        var grandchild = _world.ChildOf(_child, Draft("Umbrella", 1, 1, 0));
        _world.Seconds += 1000 * Hour;
        _child.PingTo(_master);
        grandchild.PingTo(_child);
        Assert.Equal(Start + (1000 * Hour), grandchild.State.Exchange.Above[_child.Id].Since);

        _world.Seconds -= 999 * Hour;
        grandchild.PingTo(_child);
        Assert.Equal(Start + Hour, grandchild.State.Exchange.Above[_child.Id].Since);

        _world.Seconds += Hour;
        _child.PingTo(_master);
        grandchild.PingTo(_child);
        Assert.Equal(Start + (2 * Hour), grandchild.State.Exchange.Above[_child.Id].Since);
    }

    [Fact]
    public void A_fresh_OEM_keeps_its_children_fresh()
    {
        var grandchild = _world.ChildOf(_child, Draft("Umbrella", 1, 1, 0));
        _world.Seconds += Hour;
        _child.PingTo(_master);
        grandchild.PingTo(_child);
        Assert.Equal(Start + Hour, grandchild.State.Exchange.Above[_child.Id].Since);
    }

    [Theory]
    [InlineData(0, 1.0, 3600_000)]
    [InlineData(1, 1.0, 1000)]
    [InlineData(1, 0.0, 500)]
    [InlineData(5, 1.0, 16_000)]
    [InlineData(40, 1.0, 300_000)]
    [InlineData(40, 0.0, 150_000)]
    public void Pings_come_at_their_pace_and_repeats_back_off(int failures, double jitter, long expected) =>
        Assert.Equal(expected, HolderRules.Pause(_child.State, _world.At, failures, jitter));

    [Theory]
    [InlineData(0, 3600)]
    [InlineData((14 * Day) - 4000, 2000)]
    [InlineData((14 * Day) - 100, 60)]
    [InlineData(20 * Day, 60)]
    public void A_ping_is_due_after_half_of_the_time_that_is_left_fresh_but_not_within_a_minute(long silent, long expected)
    {
        _world.Seconds += silent;
        Assert.Equal(expected * 1000, HolderRules.Pause(_child.State, _world.At, 0, 0.5));
    }
}
