using LicenseKit.Licenses;

namespace LicenseKit.Tests.Chains;

/// <summary>A child one beyond its parent in one field; exactly equal is good.</summary>
public sealed class WithinTests
{
    private static readonly ServerLicenseClaims Parent = Some.Master().Claims;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void A_chain_of_links_exactly_as_large_as_their_parents_is_good(int links)
    {
        var chain = Some.Chain(links).Verified();
        Assert.Equal(links, chain.Links.Count);
        Assert.Equal(string.Join('/', Enumerable.Range(0, links).Select(i => $"L{i}")), chain.Path);
        Assert.Equal(Some.Key((byte)links).PublicKey, chain.Holder);
    }

    [Fact]
    public void A_child_that_grants_nothing_is_good() => AssertGood(c => c with
    {
        Seats = Some.Seats(), Stages = [], Features = new Dictionary<string, Feature>(), MaxDuration = 0, MaxLease = 0, MaxLicenses = 0, MaxOffline = 0, Oem = 0, Grace = 0, Overage = Overage.End,
    });

    [Fact]
    public void A_child_neither_starts_sooner_nor_ends_later()
    {
        AssertBeyond(c => c with { Expires = c.Expires + 1, Grace = c.Grace - 1 });
        AssertBeyond(c => c with { Expires = UnixTime.Max });
        AssertBeyond(c => c with { NotBefore = c.NotBefore - 1 });
        AssertBeyond(c => c with { Grace = c.Grace + 1 });
        AssertGood(c => c with { Expires = c.Expires - 1, Grace = c.Grace + 1 });
        AssertBeyond(c => c with { Expires = c.Expires - 1, Grace = c.Grace + 2 });
    }

    [Fact]
    public void A_child_has_no_larger_maximum()
    {
        AssertBeyond(c => c with { MaxDuration = c.MaxDuration + 1 });
        AssertBeyond(c => c with { MaxLicenses = c.MaxLicenses + 1 });
        AssertBeyond(c => c with { MaxLease = c.MaxLease + 1 });
        AssertBeyond(c => c with { MaxOffline = c.MaxOffline + 1 });
        AssertBeyond(c => c with { MaxOffline = Limit.Unlimited });
        AssertBeyond(c => c with { MaxLicenses = Limit.Unlimited });
    }

    [Fact]
    public void A_child_is_no_longer_silent_than_its_parent_allows()
    {
        AssertBeyond(c => c with { Contact = c.Contact! with { Silence = Parent.MaxOffline + 1 } });
        AssertGood(c => c with { Contact = null, Expires = c.IssuedAt + Parent.MaxOffline, Grace = 0 });
        AssertBeyond(c => c with { Contact = null, Expires = c.IssuedAt + Parent.MaxOffline + 1, Grace = 0 });
        AssertBeyond(c => c with { Contact = null, Expires = c.IssuedAt + Parent.MaxOffline, Grace = 1 });
    }

    [Fact]
    public void A_parent_that_allows_no_silence_has_no_child() =>
        Assert.Equal(FaultCode.NotWithinParent, Code(Some.Master(c => c with { MaxOffline = 0 }).Issue(c => c with { Contact = new Contact(1, 2) })));

    [Theory]
    [InlineData(7, 7)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(0, 0)]
    public void A_child_may_issue_fewer_levels_than_its_parent(int parent, int child) =>
        Assert.Equal(FaultCode.NotOem, Code(Some.Master(c => c with { Oem = parent }).Issue(c => c with { Oem = child })));

    [Fact]
    public void A_child_is_no_milder_with_overage()
    {
        AssertBeyond(c => c with { Overage = Overage.Finish });
        AssertBeyond(c => c with { Overage = new(OverageMode.Deadline, 3601) });
        AssertGood(c => c with { Overage = new(OverageMode.Deadline, 3599) });
        AssertGood(c => c with { Overage = Overage.End });
        Assert.Equal(FaultCode.NotWithinParent, Code(Some.Master(c => c with { Overage = Overage.End }).Issue(c => c with { Overage = new(OverageMode.Deadline, 0) })));
    }

    [Fact]
    public void A_child_has_no_feature_that_its_parent_lacks_or_has_less_of()
    {
        var vision = Parent.Features["vision"];
        AssertBeyond(c => c with { Features = new Dictionary<string, Feature> { ["voice"] = vision } });
        AssertBeyond(c => c with { Features = new Dictionary<string, Feature> { ["vision"] = vision with { Limit = 11 } } });
        AssertBeyond(c => c with { Features = new Dictionary<string, Feature> { ["vision"] = vision with { Limit = null } } });
        AssertBeyond(c => c with { Features = new Dictionary<string, Feature> { ["vision"] = vision with { Until = vision.Until + 1 } } });
        AssertBeyond(c => c with { Features = new Dictionary<string, Feature> { ["vision"] = vision with { Until = null } } });
        AssertGood(c => c with { Features = new Dictionary<string, Feature> { ["vision"] = new(vision.Until - 1, 9) } });
        AssertGood(c => c with { Features = new Dictionary<string, Feature> { ["vision"] = vision with { Until = null } }, Expires = vision.Until!.Value - c.Grace });
    }

    [Theory]
    [InlineData(8, 20, 0, true)] // all generic seats as developers
    [InlineData(9, 20, 0, false)]
    [InlineData(5, 23, 0, true)] // all as execution
    [InlineData(5, 24, 0, false)]
    [InlineData(7, 21, 0, true)] // shared between both
    [InlineData(7, 22, 0, false)]
    [InlineData(6, 21, 1, true)]
    [InlineData(6, 21, 2, false)]
    [InlineData(0, 0, 3, true)]
    [InlineData(0, 0, 4, false)] // kinds do not serve generic demand
    public void A_childs_seats_fit_its_parents(long developer, long execution, long generic, bool good)
    {
        var plain = Some.Master(c => c with { Stages = [] });
        Assert.Equal(good ? null : FaultCode.NotWithinParent, Code(plain.Issue(c => c with { Seats = Some.Seats(developer, execution, generic) })));
    }

    [Fact]
    public void A_kind_that_the_parent_does_not_name_takes_generic_seats()
    {
        var plain = Some.Master(c => c with { Stages = [] });
        Assert.Null(Code(plain.Issue(c => c with { Seats = new Seats([new("robot", 3)]) })));
        Assert.Equal(FaultCode.NotWithinParent, Code(plain.Issue(c => c with { Seats = new Seats([new("robot", 4)]) })));
    }

    [Fact]
    public void A_childs_raise_stays_inside_its_parents_raise()
    {
        AssertGood(c => WithRaise(c, 0, 0));
        AssertGood(c => WithRaise(c, 1, -1));
        AssertBeyond(c => WithRaise(c, -1, 0));
        AssertBeyond(c => WithRaise(c, 0, 1));
    }

    [Fact]
    public void A_child_follows_its_parents_lowering()
    {
        AssertBeyond(c => c with { Stages = [] });
        AssertGood(c => c with { Stages = [], Seats = Some.Seats(2, 10, 1) });
        AssertGood(c => c with { Stages = [], Expires = Parent.Stages[1].FromSeconds, Grace = 0 });
        AssertBeyond(c => c with { Stages = [], Expires = Parent.Stages[1].FromSeconds + 1, Grace = 0 });
        AssertBeyond(c => c with { Stages = [], Expires = Parent.Stages[1].FromSeconds, Grace = 1 });
        var low = Parent.Stages[1];
        AssertBeyond(c => c with { Stages = [Some.Stage(low.FromSeconds + 1, low.ToSeconds, low.Seats)] });
        AssertBeyond(c => c with { Stages = [Some.Stage(low.FromSeconds, low.ToSeconds - 1, low.Seats)] });
    }

    [Fact]
    public void What_was_before_the_signing_is_not_compared()
    {
        var low = Parent.Stages[1];
        AssertGood(c => c with { Stages = [], IssuedAt = low.ToSeconds });
        AssertBeyond(c => c with { Stages = [], IssuedAt = low.ToSeconds - 1 });
    }

    [Fact]
    public void The_refusal_names_who_has_what_from_when()
    {
        var fault = Some.Verify(Some.Master(c => c with { Stages = [] }).Issue(c => c with { Seats = Some.Seats(12) }).Bundle()).Fault!;
        Assert.Equal("License 'Client 1' grants 12 developer seats from 2027-01-15T08:00Z, its parent 'Acme' has 8.", fault.Message);
        Assert.Equal("L1", fault.Link);
    }

    private static ServerLicenseClaims WithRaise(ServerLicenseClaims c, long from, long to) =>
        c with { Stages = [Some.Stage(c.Stages[0].FromSeconds + from, c.Stages[0].ToSeconds + to, c.Stages[0].Seats), c.Stages[1]] };

    private static FaultCode? Code(Link link) => Some.Verify(link.Bundle()).Fault?.Code;

    private static void AssertBeyond(Func<ServerLicenseClaims, ServerLicenseClaims> change) => Assert.Equal(FaultCode.NotWithinParent, Code(Some.Child(change)));

    private static void AssertGood(Func<ServerLicenseClaims, ServerLicenseClaims> change) => Assert.Null(Some.Verify(Some.Child(change).Bundle()).Fault?.ToString());
}
