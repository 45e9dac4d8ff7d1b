using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Tests.Chains;

/// <summary>A child that was issued under another version of its parent than the file holds.</summary>
public sealed class GenerationTests
{
    private static readonly Link Master = Some.Master(c => c with { Stages = [] });

    [Fact]
    public void A_parent_older_than_the_recorded_one_is_refused() => Assert.Equal(FaultCode.ParentOlder, Code(Master.Next().Issue().Below(Master)));

    [Fact]
    public void A_parent_of_the_recorded_serial_has_the_recorded_content()
    {
        Assert.Equal(FaultCode.ParentDiffers, Code(Master.Issue().Below(Some.Master(c => c with { Stages = [], Client = "Acme Inc" }))));
        Assert.Null(Code(Master.Issue().Below(Some.Master(c => c with { Stages = [] }))));
    }

    [Fact]
    public void A_newer_smaller_parent_is_accepted_and_limits_the_rights_exactly()
    {
        var small = Master.Next(c => c with { Seats = Some.Seats(2, 3, 1), MaxLicenses = 4, MaxLease = 60, MaxDuration = 70, Overage = Overage.End, Expires = c.NotBefore + Some.Day, Grace = 5 });
        var chain = Master.Issue().Below(small).Verified();
        var now = Some.At(Some.Now);
        Assert.Equal((3L, 4L), (chain.Rights.Most("developer", now), chain.Rights.Most("execution", now)));
        Assert.Null(chain.Rights.LimitOf(Some.Seats(3, 3), now));
        Assert.Null(chain.Rights.LimitOf(Some.Seats(2, 4), now));
        Assert.Equal("L0", chain.Rights.LimitOf(Some.Seats(3, 4), now)?.Id);
        Assert.Equal((4L, 60L, 70L, Overage.End), (chain.Rights.MaxLicenses, chain.Rights.MaxLease, chain.Rights.MaxDuration, chain.Rights.Overage));
        Assert.Equal((Some.Now + Some.Day, Some.Now + Some.Day + 5), (chain.Rights.Expires, chain.Rights.End));
        Assert.Equal(2, chain.Rights.AllowancesAt(now).Count);
    }

    [Fact]
    public void A_newer_larger_parent_raises_nothing()
    {
        var chain = Master.Issue().Below(Master.Next(c => c with { Seats = Some.Seats(50, 50, 50) })).Verified();
        Assert.Equal(8, chain.Rights.Most("developer", Some.At(Some.Now)));
        Assert.Equal("L1", chain.Rights.LimitOf(Some.Seats(9), Some.At(Some.Now))?.Id);
    }

    [Fact]
    public void A_newer_parent_still_issues_more_levels_than_its_child() =>
        Assert.Equal(FaultCode.NotOem, Code(Master.Issue().Below(Master.Next(c => c with { Oem = 6 }))));

    [Fact]
    public void An_offline_link_ends_with_the_shortest_silence_above_it()
    {
        var offline = Master.Issue(c => c with { Contact = null, Expires = c.IssuedAt + (20 * Some.Day), Grace = 0 });
        var chain = offline.Below(Master.Next(c => c with { MaxOffline = 7 * Some.Day })).Verified();
        Assert.Equal((Some.Now + (7 * Some.Day), Some.Now + (7 * Some.Day)), (chain.Rights.End, chain.Rights.Expires));
        var report = StandingReport.Of(chain, null, Some.At(Some.Now + (7 * Some.Day)));
        Assert.Equal((Standing.Expired, "L1"), (report.Standing, report.Link));
        Assert.Equal(Standing.Good, StandingReport.Of(chain, null, Some.At(Some.Now + (7 * Some.Day) - 1)).Standing);
    }

    [Fact]
    public void The_link_that_ends_first_is_named_though_another_expires_sooner()
    {
        var offline = Master.Issue(c => c with { Contact = null, Expires = c.IssuedAt + (20 * Some.Day), Grace = 0 });
        var chain = offline.Below(Master.Next(c => c with { MaxOffline = 7 * Some.Day, Expires = c.IssuedAt + (10 * Some.Day), Grace = 0 })).Verified();
        Assert.Equal("L1", StandingReport.Of(chain, null, Some.At(Some.Now + (8 * Some.Day))).Link);
    }

    [Fact]
    public void Features_are_those_that_every_link_gives_the_least_of_each()
    {
        var small = Master.Next(c => c with { Features = new Dictionary<string, Feature> { ["vision"] = new(null, 4) } });
        var rights = Master.Issue().Below(small).Verified().Rights;
        var until = Some.Now + (300 * Some.Day);
        Assert.Equal(new Feature(until, 4), rights.FeaturesAt(Some.At(until - 1))["vision"]);
        Assert.Empty(rights.FeaturesAt(Some.At(until)));
        Assert.Empty(Master.Issue().Below(Master.Next(c => c with { Features = new Dictionary<string, Feature>() })).Verified().Rights.FeaturesAt(Some.At(Some.Now)));
    }

    [Fact]
    public void A_demand_over_time_is_limited_by_the_first_link_that_cannot_serve_it()
    {
        var low = Some.Stage(Some.Now + 50, Some.Now + 60, Some.Seats(1));
        var chain = Master.Issue().Below(Master.Next(c => c with { Stages = [low] })).Verified();
        var demand = LicenseKit.Stages.Timeline.Of(Some.Now, Some.Now + 100, Some.Seats(2), []);
        Assert.Equal((Some.Now + 50, "L0"), chain.Rights.FirstMisfit(demand, Some.Now) is { } misfit ? (misfit.At, misfit.Link.Id) : default);
        Assert.Null(chain.Rights.FirstMisfit(demand, Some.Now + 60));
        Assert.Equal(Some.At(Some.Now + 50), chain.Rights.NextChange(Some.At(Some.Now)));
    }

    private static FaultCode? Code(Link link) => Some.Verify(link.Bundle()).Fault?.Code;
}
