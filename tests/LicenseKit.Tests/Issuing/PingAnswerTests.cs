using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Server;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

public class PingAnswerTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _master;
    private readonly VirtualServer _child;

    public PingAnswerTests()
    {
        _master = _world.Master();
        _child = _world.ChildOf(_master);
    }

    [Fact]
    public void The_same_ping_gets_the_same_pong_however_late()
    {
        var ping = _child.MakePing();
        var first = _master.Receive(ping, _child.Key.PublicKey)!;
        _world.Seconds += Day;
        Assert.Equal(first.Pong, _master.Receive(ping, _child.Key.PublicKey)!.Pong);
    }

    [Fact]
    public void A_bundle_comes_only_when_the_childs_chain_is_not_the_newest()
    {
        Assert.Null(_master.Receive(_child.MakePing(), _child.Key.PublicKey)!.Bundle);
        Reissue(_master, c => c with { MaxLicenses = 9 });
        Assert.NotNull(_master.Receive(_child.MakePing(), _child.Key.PublicKey)!.Bundle);
    }

    [Fact]
    public void A_former_key_gets_no_version_that_waits_for_activation()
    {
        _master.Reset(_child.Id);
        var answered = _child.PingTo(_master);
        Assert.Null(answered.Contact);
        Assert.Equal(2, _child.Chain.Leaf.Serial);
        Assert.Equal(Standing.BoundElsewhere, _child.Standing.Standing);
    }

    [Fact]
    public void A_former_key_learns_of_its_successor()
    {
        _master.Reset(_child.Id);
        var next = _world.NewServer();
        next.Take(_master.FileOf(_child.Id));
        next.Activate(_master);
        _child.PingTo(_master);
        Assert.Equal(4, _child.Chain.Leaf.Serial);
        Assert.Equal(Standing.BoundElsewhere, _child.Standing.Standing);
    }

    [Fact]
    public void A_key_that_the_license_never_had_is_unknown()
    {
        var ping = _child.MakePing();
        var read = Ping.Read(ping, _child.Key.PublicKey).Value!;
        var stranger = Key(99);
        Assert.Equal(FaultCode.UnknownToParent, _master.TryAnswer(read, read.Sign(stranger), stranger.PublicKey).Fault!.Code);
    }

    [Fact]
    public void A_ping_for_another_parent_or_license_is_unknown()
    {
        var read = Ping.Read(_child.MakePing(), _child.Key.PublicKey).Value!;
        Assert.Equal(FaultCode.UnknownToParent, Answer(read with { Parent = "other" }));
        Assert.Equal(FaultCode.UnknownToParent, Answer(read with { License = "other" }));
        Assert.Null(Answer(read));
    }

    [Fact]
    public void A_revoked_license_is_answered_too()
    {
        _master.SetState(_child.Id, LicenseState.Revoked);
        _child.PingTo(_master);
        Assert.Equal(Standing.Revoked, _child.Standing.Standing);
    }

    [Fact]
    public void Two_installations_that_live_from_one_license_are_noticed()
    {
        _child.PingTo(_master);
        var copy = _child.State;
        _child.PingTo(_master);
        _child.State = copy;
        Assert.Equal("ping.fork", Fork());
    }

    [Fact]
    public void A_copy_that_skips_ahead_is_noticed_by_the_pong_that_it_names()
    {
        _child.PingTo(_master);
        _child.PingTo(_master);
        var old = _child.State.Exchange.Previous;
        _child.PingTo(_master);
        _child.PingTo(_master);
        _child.State = _child.State with { Exchange = _child.State.Exchange with { Previous = old, Seq = 50 } };
        Assert.NotNull(Fork());
    }

    [Fact]
    public void A_ping_that_names_no_pong_after_one_did_is_noticed()
    {
        _child.PingTo(_master);
        _child.PingTo(_master);
        _child.State = _child.State with { Exchange = new ParentExchange { Seq = 50 } };
        Assert.NotNull(Fork());
    }

    [Fact]
    public void A_lost_answer_is_no_fork()
    {
        _child.PingTo(_master);
        _master.Receive(_child.MakePing(), _child.Key.PublicKey);
        _child.Answer(new PingAnswer("garbage", null, []));
        Assert.Null(Fork());
    }

    [Fact]
    public void What_the_holder_reports_is_kept_but_settles_no_more_than_it_holds()
    {
        var ping = Ping.Read(_child.MakePing(), _child.Key.PublicKey).Value!;
        foreach (var settled in new[] { ping.Settled! with { Serial = 99 }, ping.Settled! with { Serial = 1 }, null })
        {
            _world.Seconds += 5;
            var next = ping with { Seq = ping.Seq + (_world.Seconds - Start), Settled = settled };
            _master.TryAnswer(next, next.Sign(_child.Key), _child.Key.PublicKey);
        }

        Assert.Equal((2L, 0L, Start + 15), (Grant.Held, Grant.Settled, Grant.LastPing));
    }

    [Fact]
    public void An_old_ping_that_somebody_sends_again_is_answered_and_changes_nothing()
    {
        var recorded = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            recorded.Add(_child.MakePing());
            _child.PingTo(_master);
        }

        var before = Grant;
        for (var i = 0; i < 20; i++)
        {
            _world.Seconds += Day;
            Assert.Null(_master.TryAnswer(recorded[i % 4], _child.Key.PublicKey).Fault);
            Assert.DoesNotContain(_master.LastChanges, c => c.NeedsCommit);
        }

        Assert.Equal((before.LastPing, before.Held, before.Settled, before.Use), (Grant.LastPing, Grant.Held, Grant.Settled, Grant.Use));
        Assert.Null(Next());
        Assert.Null(Next());
    }

    [Fact]
    public void An_old_ping_gets_the_same_answer_while_it_is_the_last_of_its_kind()
    {
        var recorded = _child.MakePing();
        _child.PingTo(_master);
        _child.PingTo(_master);

        var first = _master.Receive(recorded, _child.Key.PublicKey)!.Pong;
        _world.Seconds += Day;

        Assert.Equal(first, _master.Receive(recorded, _child.Key.PublicKey)!.Pong);
    }

    [Fact]
    public void Each_fork_is_told_once_and_both_installations_are_answered()
    {
        _child.PingTo(_master);
        var other = _child.State;
        _child.PingTo(_master);
        var told = 0;
        for (var i = 0; i < 20; i++)
        {
            (_child.State, other) = (other, _child.State);
            told += Next() is null ? 0 : 1;
            Assert.NotNull(_child.State.Exchange.Contact);
            _world.Seconds += 60;
        }

        Assert.Equal(1, told);
    }

    [Fact]
    public void While_two_installations_live_from_one_license_nothing_settles()
    {
        _child.PingTo(_master);
        var copy = _child.State;
        _child.PingTo(_master);
        _child.State = copy;
        Assert.Equal("ping.fork", Fork());
        var settled = Grant.Settled;

        _master.Change(_child, draft => draft.MaxLicenses = 9);
        for (var i = 0; i < 4; i++)
        {
            _child.PingTo(_master);
        }

        Assert.True(settled < Grant.Claims.Serial);
        Assert.Equal((Grant.Claims.Serial, settled), (Grant.Held, Grant.Settled));
    }

    [Fact]
    public void The_reports_of_a_former_key_are_not_kept()
    {
        _child.PingTo(_master);
        _master.Reset(_child.Id);
        _world.Seconds += 5;
        _child.PingTo(_master);
        Assert.Equal(Start, _master.Ledger.Servers[_child.Id].LastPing);
    }

    private FaultCode? Answer(Ping ping) =>
        _master.TryAnswer(ping, ping.Sign(_child.Key), _child.Key.PublicKey).Fault?.Code;

    private ServerGrant Grant => _master.Ledger.Servers[_child.Id];

    /// <summary>What the audit trail says of the child's next two pings: the first may be an old one, the second shows that its sender has the key.</summary>
    private string? Fork()
    {
        Assert.Null(Next());
        return Next();
    }

    /// <summary>What the audit trail says of the child's next ping.</summary>
    private string? Next()
    {
        _child.PingTo(_master);
        return _master.LastChanges.OfType<Change.Audited>().SingleOrDefault()?.Entry.Action;
    }
}
