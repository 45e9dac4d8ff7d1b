using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Tests.Kit;

public sealed class LicenseAssertTests
{
    private static readonly byte[] Good = Some.Chain(2).Bundle();
    private static readonly byte[] Bad = Some.Master().Issues(c => c.Seats["developer"] = 12).Unchecked().Bundle();

    [Fact]
    public void A_refusal_that_is_expected_is_handed_back() => Assert.Equal("L1", LicenseAssert.Refused(FaultCode.NotWithinParent, Bad, "L1").Link);

    [Fact]
    public void A_failure_shows_both_codes_the_link_and_the_remedy()
    {
        var message = Assert.Throws<LicenseAssertException>(() => LicenseAssert.Refused(FaultCode.BadSignature, Bad)).Message;
        Assert.All(["LK1007 BadSignature", "LK3004 NotWithinParent", "'L1'", "12 developer", "Ask for at most"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_good_file_is_not_refused_and_a_bad_one_not_accepted()
    {
        Assert.Contains("the file is accepted: 'Client 1', standing good", Assert.Throws<LicenseAssertException>(() => LicenseAssert.Refused(FaultCode.NotWithinParent, Good)).Message, StringComparison.Ordinal);
        Assert.Contains("LK3004", Assert.Throws<LicenseAssertException>(() => LicenseAssert.Accepted(Bad)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_of_another_link_is_not_the_expected_one() =>
        Assert.Throws<LicenseAssertException>(() => LicenseAssert.Refused(FaultCode.NotWithinParent, Bad, "L0"));

    [Fact]
    public void A_standing_is_compared()
    {
        Assert.Equal(Some.Start, LicenseAssert.Accepted(Good, Standing.Good).At);
        LicenseAssert.Accepted(Good, Standing.Grace, at: Some.Start.AddDays(365));
        Assert.Contains("LK6005", Assert.Throws<LicenseAssertException>(() => LicenseAssert.Accepted(Good, Standing.Good, at: Some.Start.AddSeconds(-1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Seats_are_counted_where_the_standing_gives_them()
    {
        LicenseAssert.Allows(8, "developer", Good);
        LicenseAssert.Allows(0, "developer", Good, at: Some.Start.AddDays(400));
        LicenseAssert.Allows(Limit.Unlimited, "execution", Some.Master(c => { c.Seats["execution"] = Limit.Unlimited; c.Stages.Clear(); }).Bundle());
        Assert.Contains("there are 8", Assert.Throws<LicenseAssertException>(() => LicenseAssert.Allows(9, "developer", Good)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_holder_is_asked_for_where_it_is_given() => LicenseAssert.Refused(FaultCode.BoundElsewhere, Good, holder: Some.Key(99).PublicKey);
}
