using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Tests.Kit;

/// <summary>The virtual world behaves as servers and apps do.</summary>
public sealed class TestWorldTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _vendor;
    private readonly VirtualServer _child;

    public TestWorldTests()
    {
        _vendor = _world.Master();
        _child = _world.ChildOf(_vendor, TestWorld.Draft(developer: 2, generic: 0));
    }

    [Fact]
    public async Task A_world_has_room_for_more_servers_than_a_byte_has_values()
    {
        await using var world = new TestWorld();
        var keys = Enumerable.Range(0, 300).Select(_ => world.Master().Key.PublicKey.X).Append(Some.RootKey.Key.X).ToArray();
        Assert.Equal(keys.Length, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void An_app_keeps_its_seat_as_long_as_it_renews()
    {
        var app = _world.AppOf(_child);
        Assert.Null(app.Acquire());
        _world.Advance(days: 3);
        Assert.True(app.HasSeat);
        Assert.Equal(1, _child.InUse["developer"]);
        app.Release();
        Assert.Equal((false, 0L), (app.HasSeat, _child.InUse["developer"]));
    }

    [Fact]
    public void The_seat_of_an_app_that_is_gone_is_free_at_the_end_of_its_lease()
    {
        var first = _world.AppOf(_child, TestWorld.SessionDraft(developer: 1));
        var second = _world.AppLike(first);
        Assert.Null(first.Acquire());
        Assert.Equal(FaultCode.NoSeat, second.Acquire()!.Code);
        var end = first.Until!.Value;
        first.Crash();
        _world.Advance(end - _world.Now - TimeSpan.FromSeconds(1));
        Assert.NotNull(second.Acquire());
        _world.Advance(seconds: 1);
        Assert.Null(second.Acquire());
    }

    [Fact]
    public void A_lowering_a_suspension_and_a_resume_arrive_with_a_ping()
    {
        Assert.Null(_vendor.Change(_child, d => d.Seats["developer"] = 1));
        Assert.Equal(2, _child.Chain.Leaf.Seats["developer"]);
        _world.Advance(hours: 1);
        Assert.Equal(1, _child.Chain.Leaf.Seats["developer"]);
        Assert.Null(_vendor.Suspend(_child));
        _world.Advance(hours: 1);
        Assert.Equal(Standing.Suspended, _child.Standing.Standing);
        Assert.Null(_vendor.Resume(_child));
        _world.Advance(hours: 1);
        Assert.Equal(Standing.Good, _child.Standing.Standing);
        Assert.Null(_vendor.Revoke(_child));
        _world.Advance(hours: 1);
        Assert.Equal(Standing.Revoked, _child.Standing.Standing);
        Assert.Equal(FaultCode.RevokedIsFinal, _vendor.Resume(_child)!.Code);
    }

    [Fact]
    public void A_suspension_ends_sessions_at_their_next_renewal()
    {
        var app = _world.AppOf(_child);
        app.Acquire();
        _vendor.Suspend(_child);
        _world.Advance(hours: 2);
        Assert.Equal((false, FaultCode.Suspended), (app.HasSeat, app.Fault!.Code));
    }

    [Fact]
    public void A_parent_that_is_away_costs_nothing_for_the_silence_and_everything_after_it()
    {
        _world.Advance(hours: 1);
        _vendor.Cut();
        var app = _world.AppOf(_child);
        app.Acquire();
        _world.Advance(days: 13);
        Assert.Equal((Standing.Good, true), (_child.Standing.Standing, app.HasSeat));
        _world.Advance(days: 1);
        Assert.Equal((Standing.Stale, false), (_child.Standing.Standing, app.HasSeat));
        _vendor.Mend();
        _world.Advance(hours: 1);
        Assert.Equal(Standing.Good, _child.Standing.Standing);
        Assert.Null(app.Acquire());
    }

    [Fact]
    public void An_app_whose_server_is_away_loses_its_seat_at_the_end_of_its_lease_and_not_before()
    {
        var app = _world.AppOf(_child);
        app.Acquire();
        _child.Cut();
        _world.Advance(app.Until!.Value - _world.Now - TimeSpan.FromSeconds(1));
        Assert.True(app.HasSeat);
        _world.Advance(seconds: 1);
        Assert.Equal((false, FaultCode.ServerUnreachable), (app.HasSeat, app.Fault!.Code));
        Assert.Equal(FaultCode.ServerUnreachable, app.Acquire()!.Code);
    }

    [Fact]
    public void A_change_goes_down_through_an_OEM()
    {
        var oem = _world.ChildOf(_vendor, TestWorld.Draft("OEM", 3, change: d => d.Oem = 1));
        var customer = _world.ChildOf(oem, TestWorld.Draft("Customer", 1, 1, 0));
        _vendor.Suspend(oem);
        _world.Advance(hours: 3);
        Assert.Equal((Standing.Suspended, oem.Id), (customer.Standing.Standing, customer.Standing.Link));
    }

    [Fact]
    public void A_file_is_taken_up_or_refused_as_on_a_real_server()
    {
        var old = _vendor.FileFor(_child);
        _vendor.Change(_child, d => d.Seats["developer"] = 1);
        Assert.Null(_child.TakeUp(_vendor.FileFor(_child)));
        Assert.Equal(FaultCode.SerialOlder, _child.TakeUp(old)!.Code);
        Assert.Equal(1, _child.Chain.Leaf.Seats["developer"]);
    }

    [Fact]
    public void Two_runs_are_the_same()
    {
        static string Run()
        {
            var world = new TestWorld();
            var vendor = world.Master();
            var child = world.ChildOf(vendor);
            var app = world.AppOf(child);
            app.Acquire();
            world.Advance(days: 2);
            vendor.Change(child, d => d.Seats["developer"] = 1);
            world.Advance(days: 2);
            return Convert.ToBase64String(vendor.FileFor(child)) + app.Until + child.State.Exchange.Seq;
        }

        Assert.Equal(Run(), Run());
    }
}
