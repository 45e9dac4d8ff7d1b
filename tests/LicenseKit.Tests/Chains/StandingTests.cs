using CsCheck;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Tests.Chains;

public sealed class StandingTests
{
    private static readonly Link Master = Some.Master();
    private static readonly long Expires = Master.Claims.Expires;

    [Theory]
    [InlineData(LicenseState.Suspended, Standing.Suspended, FaultCode.Suspended)]
    [InlineData(LicenseState.Revoked, Standing.Revoked, FaultCode.Revoked)]
    public void A_license_suspended_or_revoked_anywhere_above_serves_nothing_and_is_named(LicenseState state, Standing standing, FaultCode code)
    {
        var grandchild = Master.Issue().Issue();
        foreach (var (file, link) in ((byte[], string)[])[
            (Master.Issue().Issue(c => c with { State = state }).Bundle(), "L2"),
            (grandchild.Below(Master.Issue().Next(c => c with { State = state })).Bundle(), "L1"),
            (grandchild.Below(Master.Issue().Below(Master.Next(c => c with { State = state }))).Bundle(), "L0")])
        {
            var verdict = Some.Verify(file);
            Assert.Null(verdict.Fault);
            Assert.Equal((standing, link, code, false), (verdict.Standing.Standing, verdict.Standing.Link, verdict.Standing.Fault?.Code, verdict.Standing.Serves));
        }
    }

    [Fact]
    public void Time_lowers_a_standing_at_exact_instants()
    {
        var end = Expires + (30 * Some.Day);
        Assert.Equal([Standing.NotYet, Standing.Good, Standing.Good, Standing.Grace, Standing.Grace, Standing.Expired],
            new[] { Some.Now - 1, Some.Now, Expires - 1, Expires, end - 1, end }.Select(at => Some.Verify(Master.Bundle(), at).Standing.Standing));
    }

    [Fact]
    public void Good_and_grace_serve_and_nothing_else_does() =>
        Assert.Equal([Standing.Good, Standing.Grace], Enum.GetValues<Standing>().Where(s => new StandingReport(s, null, null).Serves));

    [Fact]
    public void The_link_that_starts_last_or_ends_first_is_named()
    {
        var child = Master.Issue(c => c with { NotBefore = Some.Now + 10, Expires = Expires - 10, Grace = 5 });
        Assert.Equal((Standing.NotYet, "L1"), At(child, Some.Now + 9));
        Assert.Equal((Standing.Grace, "L1"), At(child, Expires - 10));
        Assert.Equal((Standing.Expired, "L1"), At(child, Expires - 5));
        Assert.Equal((Standing.Expired, "L0"), At(Master.Issue(), Expires + (30 * Some.Day)));
    }

    [Fact]
    public void A_license_is_worth_nothing_before_it_was_signed_and_says_so()
    {
        var child = Master.Issue(c => c with { IssuedAt = Some.Now + 10 });
        var early = Some.Verify(child.Bundle(), Some.Now + 9);
        Assert.Equal((Standing.NotYet, "L1", 0L), (early.Standing.Standing, early.Standing.Link, early.Chain!.Rights.Most("developer", early.At)));
        Assert.Contains("was signed at", early.Standing.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal((Standing.Good, (string?)null), At(child, Some.Now + 10));
    }

    [Fact]
    public void Whenever_it_says_that_it_was_signed_what_it_is_worth_is_within_the_license_above() =>
        Gen.Select(Gen.Long[0, 400], Gen.Long[0, 400], Gen.Long[0, 12], Gen.Bool).Sample((signed, day, developer, offline) =>
        {
            var (iat, at) = (Some.Now + (signed * Some.Day), Some.Now + (day * Some.Day));
            var child = Master.Issue(c => c with { IssuedAt = iat, Stages = [], Seats = Some.Seats(developer, 5), Contact = offline ? null : c.Contact });
            var verdict = Some.Verify(child.Bundle(), at);
            if (verdict.Fault is null && verdict.Standing.Serves)
            {
                Assert.True(at >= iat && (!offline || at < iat + Master.Claims.MaxOffline));
                Assert.True(Timeline.Of(Master.License).At(at).Serves(Timeline.Of(child.License).At(at)));
            }
        }, iter: 500);

    [Fact]
    public void A_license_without_grace_expires_at_once() => Assert.Equal((Standing.Expired, "L1"), At(Master.Issue(c => c with { Grace = 0 }), Expires));

    [Fact]
    public void State_is_judged_before_the_holder_and_the_holder_before_time()
    {
        var suspended = Master.Issue(c => c with { Binding = null, State = LicenseState.Suspended });
        Assert.Equal((Standing.Suspended, "L1"), At(suspended, Some.Now - 1));
        Assert.Equal((Standing.NotActivated, "L1"), At(Master.Issue(c => c with { Binding = null }), Some.Now - 1));
        Assert.Equal(Standing.BoundElsewhere, StandingReport.Of(Master.Verified(), Some.Key(99).PublicKey, Some.At(Some.Now - 1)).Standing);
        Assert.Equal(Standing.Good, StandingReport.Of(Master.Verified(), Master.Holder.PublicKey, Some.At(Some.Now)).Standing);
    }

    [Fact]
    public void A_perpetual_license_is_good_to_the_last_second()
    {
        var perpetual = Some.Master(c => c with { Expires = UnixTime.Max });
        Assert.Equal((Standing.Good, (string?)null), At(perpetual, UnixTime.Max - 1));
        Assert.Equal((Standing.Expired, "L0"), At(perpetual, UnixTime.Max));
    }

    [Fact]
    public void A_refused_file_has_no_standing_and_no_license()
    {
        var verdict = Some.Verify([]);
        Assert.Equal((Standing.None, null, null), (verdict.Standing.Standing, verdict.License, verdict.Chain));
        Assert.Equal(verdict.Fault, verdict.Standing.Fault);
    }

    private static (Standing, string?) At(Link link, long at) => Some.Verify(link.Bundle(), at).Standing is var report ? (report.Standing, report.Link) : default;
}
