using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Sessions.Table;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Server;

public sealed class AllocationChangeTests
{
    private readonly VirtualServer _server = new TestWorld().Master(c => c with { Seats = Seats(9, 9, 0) });
    private readonly string _license;

    public AllocationChangeTests()
    {
        _license = _server.Issue(SessionDraft(3, 3));
        Assert.Null(_server.Acquire("a", _license).Fault);
        Assert.Null(_server.Acquire("b").Fault);
        Assert.Null(_server.Acquire("c", _license).Fault);
    }

    private ServerState State => _server.Machine.State;

    [Fact]
    public void Sessions_of_a_license_that_becomes_reserved_change_their_class_until_it_is_undone()
    {
        var change = Reserved();
        var before = StateText.Of(State);
        change.Apply(State);
        Assert.Equal([2], Numbers(reserved: false));
        Assert.Equal([1, 3], Numbers(reserved: true));
        change.Undo(State);
        Assert.Equal(before, StateText.Of(State));
        Assert.Equal([1, 2, 3], Numbers(reserved: false));
        Assert.Null(State.Sessions.ClassOf("developer", reserved: true));
    }

    [Fact]
    public void A_session_that_starts_or_is_put_back_is_in_the_class_of_its_license()
    {
        Reserved().Apply(State);
        var before = StateText.Of(State);
        State.Sessions.TryFind(SessionIdOf("a"), out var slot);
        var row = State.Sessions[slot];
        var over = new Change.SessionOver(row.Id, row.Number, _license, "developer", LeaseMark.Of(row), State.Sessions.Over.Newest + 1, 1000, false);
        over.Apply(State);
        Assert.Equal([3], Numbers(reserved: true));
        over.Undo(State);
        Assert.Equal(before, StateText.Of(State));

        var started = new Change.SessionStarted(SessionIdOf("d"), 4, _license, "developer", 1000, Start, null, State.Sessions.Peak);
        started.Apply(State);
        Assert.Equal([1, 3, 4], Numbers(reserved: true));
        started.Undo(State);
        Assert.Equal(before, StateText.Of(State));
    }

    [Fact]
    public void A_change_that_keeps_the_allocation_keeps_the_classes()
    {
        var version = State.Sessions.Version;
        var grant = State.Ledger.Sessions[_license];
        new Change.GrantChanged(State.Ledger, State.Ledger.With(grant with { Revoked = true }), _license).Apply(State);
        Assert.Equal(version, State.Sessions.Version);
    }

    private Change.GrantChanged Reserved()
    {
        var grant = State.Ledger.Sessions[_license];
        var reserved = grant with { Versions = [grant.Current with { Claims = grant.Claims with { Allocation = Allocation.Reserved } }] };
        return new(State.Ledger, State.Ledger.With(reserved), _license);
    }

    private long[] Numbers(bool reserved) =>
        State.Sessions.ClassOf("developer", reserved) is { Order: var order } ? [.. Enumerable.Range(0, order.Count).Select(order.At)] : [];
}
