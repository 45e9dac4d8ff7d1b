using CsCheck;
using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Stages;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

public class NarrowTests
{
    private static readonly Gen<Seats> SomeSeats = Gen.Select(Gen.Long[0, 6], Gen.Long[0, 6], Gen.Long[0, 4]).Select((d, e, g) => Seats(d, e, g));

    private static readonly Gen<Stage[]> SomeStages = Gen.Select(Gen.Int[1, 5], SomeSeats).Array[0, 4].Select(lengths =>
    {
        var at = Start - Day;
        return lengths.Select(l => new Stage("s", at, at += l.Item1 * Day, l.Item2)).ToArray();
    });

    [Fact]
    public void What_is_within_the_issuer_stays_as_it_is()
    {
        var claims = Child(new TestWorld().Master());
        Assert.Same(claims, Narrow.To(claims, new TestWorld().Master().Chain.Leaf));
    }

    [Fact]
    public void Every_maximum_is_lowered_to_the_issuers()
    {
        var issuer = new TestWorld().Master(c => c with { MaxDuration = 1, MaxLease = 2, MaxLicenses = 3, MaxOffline = 400, Overage = Overage.End, Features = new SortedDictionary<string, Feature> { ["vision"] = new(Start + 5, 1) } });
        var cut = Narrow.To(Child(issuer) with { Features = new SortedDictionary<string, Feature> { ["vision"] = new(null, 7), ["speech"] = new(null, null) } }, issuer.Chain.Leaf);
        Assert.Equal((1, 2, 3, 400, Overage.End, new Contact(200, 400)), (cut.MaxDuration, cut.MaxLease, cut.MaxLicenses, cut.MaxOffline, cut.Overage, cut.Contact));
        Assert.Equal(new Feature(Start + 5, 1), Assert.Single(cut.Features).Value);
    }

    [Fact]
    public void Expiry_and_grace_end_with_the_issuers()
    {
        var issuer = new TestWorld().Master(c => c with { Expires = Start + (10 * Day), Grace = 2 * Day });
        var cut = Narrow.To(Child(issuer) with { Expires = Start + (11 * Day), Grace = 5 * Day }, issuer.Chain.Leaf);
        Assert.Equal((Start + (10 * Day), 2 * Day), (cut.Expires, cut.Grace));
    }

    [Fact]
    public void An_offline_license_ends_where_the_issuers_maxOffline_does()
    {
        var issuer = new TestWorld().Master(c => c with { MaxOffline = 3 * Day });
        var cut = Narrow.To(Child(issuer) with { Contact = null }, issuer.Chain.Leaf);
        Assert.Equal(Start + (3 * Day), cut.End);
    }

    [Fact]
    public void Whatever_the_stages_what_is_cut_is_within_the_issuer_and_gives_no_more_than_before() =>
        Gen.Select(SomeSeats, SomeStages, SomeSeats, SomeStages).Sample((have, haveStages, want, wantStages) =>
        {
            var issuer = new TestWorld().Master(c => c with { Seats = have, Stages = haveStages });
            var claims = Child(issuer) with { Seats = want, Stages = wantStages };
            var cut = Narrow.To(claims, issuer.Chain.Leaf);
            Assert.Null(Within.Check(cut, issuer.Chain.Leaf));
            Assert.Null(Timeline.Of(claims).FirstMisfit(Timeline.Of(cut), Start, UnixTime.Max));
        }, iter: 500);

    private static ServerLicenseClaims Child(VirtualServer issuer) => MasterClaims(Key(50)) with
    {
        Id = "child",
        Issuer = "master",
        Parent = issuer.Chain.Leaf.AsParent(),
        ParentUrl = Url,
        Oem = 1,
        Contact = new Contact(3600, 10 * Day),
    };
}
