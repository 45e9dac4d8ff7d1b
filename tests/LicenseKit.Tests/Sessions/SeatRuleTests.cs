using CsCheck;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;
using LicenseKit.Sessions;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Sessions;

public class SeatRuleTests
{
    private readonly TestWorld _world = new();

    private VirtualServer With(long developer, long execution, long generic) => _world.Master(c => c with { Seats = Seats(developer, execution, generic) });

    [Fact]
    public void A_kind_that_is_used_up_takes_from_the_pool()
    {
        var server = With(1, 0, 1);
        Assert.Null(server.Acquire("a").Fault);
        Assert.Null(server.Acquire("b").Fault);
        Assert.NotNull(server.Acquire("c").Fault);
    }

    [Fact]
    public void The_seats_of_child_servers_are_kept_for_them()
    {
        var server = With(2, 0, 0);
        server.Issue(Draft("A", 1, 0, 0));
        Assert.Null(server.Acquire("a").Fault);
        Assert.Contains("developer 1, execution 0, generic 0 of it granted to child servers", server.Acquire("b").Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shared_sessions_leave_a_reserved_license_its_seats()
    {
        var server = With(3, 0, 0);
        var reserved = server.Issue(SessionDraft(2, 0, reserved: true));
        var shared = server.Issue(SessionDraft(9, 0));
        Assert.Null(server.Acquire("a", shared).Fault);
        Assert.NotNull(server.Acquire("b", shared).Fault);
        Assert.Null(server.Acquire("c", reserved).Fault);
        Assert.Null(server.Acquire("d", reserved).Fault);
        Assert.NotNull(server.Acquire("e", reserved).Fault);
    }

    [Fact]
    public void The_sessions_of_a_reserved_license_are_not_counted_twice()
    {
        var server = With(3, 0, 0);
        var reserved = server.Issue(SessionDraft(2, 0, reserved: true));
        server.Acquire("a", reserved);
        server.Acquire("b", reserved);
        Assert.Null(server.Acquire("c").Fault);
        Assert.NotNull(server.Acquire("d").Fault);
    }

    [Fact]
    public void Sessions_of_a_revoked_reserved_license_are_in_use_until_they_end()
    {
        var server = With(2, 0, 0);
        var reserved = server.Issue(SessionDraft(2, 0, reserved: true));
        server.Acquire("a", reserved);
        server.RevokeSession(reserved);
        Assert.Null(server.Acquire("b").Fault);
        Assert.NotNull(server.Acquire("c").Fault);
    }

    [Fact]
    public void A_cap_is_named_with_what_is_allowed_and_in_use()
    {
        var server = With(5, 0, 0);
        var id = server.Issue(SessionDraft(1, 0));
        server.Acquire("a", id);
        var fault = server.Acquire("b", id).Fault!;
        Assert.Equal((FaultCode.NoSeat, "developer", id), (fault.Code, fault.Value, fault.Link));
        Assert.Contains("session license 'Team' allows developer 1, execution 0, generic 0; in use developer 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_that_limits_is_named_with_its_end()
    {
        var server = _world.Master(c => c with { Stages = [new Stage("Low season", Start, Start + Day, Seats())] });
        var fault = server.Acquire("a").Fault!;
        Assert.Equal("master", fault.Link);
        Assert.Contains("license 'Acme' in its stage 'Low season' allows", fault.Message, StringComparison.Ordinal);
        Assert.Contains("2027-01-16T08:00Z", fault.Remedy, StringComparison.Ordinal);
        _world.Seconds += Day;
        Assert.Null(server.Acquire("a").Fault);
    }

    [Fact]
    public void A_link_above_that_limits_is_named()
    {
        var master = With(2, 2, 0);
        var child = _world.ChildOf(master, Draft("A", 2, 0, 0));
        Reissue(master, c => c with { Seats = Seats(1, 2, 0) });
        child.PingTo(master);
        child.Acquire("a");
        Assert.Equal("master", child.Acquire("b").Fault!.Link);
    }

    [Fact]
    public void What_a_revoked_license_uses_counts_after_a_restart_too()
    {
        var server = With(3, 0, 0);
        var (reserved, shared) = (server.Issue(SessionDraft(2, 0, reserved: true)), server.Issue(SessionDraft(9, 0)));
        server.Acquire("a", reserved);
        server.Acquire("b", reserved);
        server.Acquire("c", shared);
        server.RevokeSession(reserved);
        server.Restart();
        server.Release("c");
        Assert.Null(server.Acquire("d", shared).Fault);
        Assert.Equal(FaultCode.NoSeat, server.Acquire("e", shared).Fault!.Code);
    }

    [Fact]
    public void Kinds_that_no_license_names_are_bounded_and_a_ping_tells_of_the_most_used_only()
    {
        var master = _world.Master(c => c with { Seats = Seats(10, 0, 200) });
        var server = _world.ChildOf(master, Draft("A", 5, 0, 150));
        for (var i = 0; i < 64; i++)
        {
            Assert.Null(server.Acquire($"s{i}", kind: $"kind-{i}").Fault);
        }

        Assert.Equal(FaultCode.UnknownKind, server.Acquire("more", kind: "another").Fault!.Code);
        Assert.Null(server.Acquire("again", kind: "kind-3").Fault);
        Assert.Null(server.Acquire("named", kind: "developer").Fault);
        server.PingTo(master);
        var use = master.Ledger.Servers[server.Id].Use;
        Assert.Equal((16, 2L), (use.Count, use["kind-3"]));
    }

    [Fact]
    public void A_shared_session_starts_exactly_when_seats_can_be_handed_out_one_by_one() =>
        Gen.Select(Three, Three, Three, Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3]), Gen.Bool).Sample((have, child, reserved, use, developer) =>
        {
            var server = new TestWorld().Master(c => c with { Seats = Of(have) });
            if (server.TryIssue(Draft("A", child.D, child.E, child.G)).Fault is not null || server.TryIssue(SessionDraft(reserved.D, reserved.E, reserved.G, reserved: true)).Fault is not null)
            {
                return;
            }

            var table = new SessionTable();
            for (var i = 0; i < use.Item1 + use.Item2; i++)
            {
                var used = i < use.Item1 ? "developer" : "execution";
                table.Add(SessionIdOf($"s{i}"), i, LeaseRule.LocalLicense, used, false, 1, 600_000, SessionFlags.None);
            }

            var (developers, executors, anyone) = (child.D + reserved.D + use.Item1, child.E + reserved.E + use.Item2, child.G + reserved.G);
            if (!CanSeat(have, developers, executors, anyone))
            {
                return;
            }

            var refused = new SeatRule(table).RefuseStart(new(server.State, server.Ledger, Start), null, developer ? "developer" : "execution") is not null;
            Assert.Equal(!CanSeat(have, developers + (developer ? 1 : 0), executors + (developer ? 0 : 1), anyone), refused);
        }, iter: 1500);

    private static Gen<(int D, int E, int G)> Three => Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 3]);

    private static Seats Of((int D, int E, int G) seats) => Seats(seats.D, seats.E, seats.G);

    /// <summary>Tries every way to split the generic seats among those who need one.</summary>
    private static bool CanSeat((int D, int E, int G) have, int developers, int executors, int anyone)
    {
        for (var toDevelopers = 0; toDevelopers <= have.G; toDevelopers++)
        {
            for (var toExecutors = 0; toDevelopers + toExecutors <= have.G; toExecutors++)
            {
                if (developers <= have.D + toDevelopers && executors <= have.E + toExecutors && anyone <= have.G - toDevelopers - toExecutors)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
