using LicenseKit.Chains;
using LicenseKit.Signing;

namespace LicenseKit.Freshness;

/// <summary>The standing of the held license now: state, holder, time, and last freshness.</summary>
internal static class HolderStanding
{
    public static StandingReport Of(ChildState state, PublicKey key, long now)
    {
        if (state.Chain is not { } chain)
        {
            return StandingReport.NoneHeld;
        }

        var report = StandingRules.OfChain(chain, key, now);
        if (!report.Serves)
        {
            return report;
        }

        if (state.Exchange.BoundElsewhere)
        {
            return StandingRules.GivenToAnother(chain.Leaf);
        }

        var (until, link) = FreshUntil.Of(state);
        return now < until ? report : StandingRules.Stale(link, until, FreshUntil.Silence(chain, link));
    }
}
