using LicenseKit.Chains;
using LicenseKit.Licenses;
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

        var report = StandingReport.Of(chain, key, now);
        if (!report.Serves)
        {
            return report;
        }

        if (state.Exchange.BoundElsewhere)
        {
            return new(Standing.BoundElsewhere, chain.Leaf.Id, new(FaultCode.BoundElsewhere,
                $"License '{chain.Leaf.Client}' was given to another installation: the parent has a newer version that it does not hand out to this one.",
                "Ask its issuer to reset the activation, or use the other installation.", link: chain.Leaf.Id));
        }

        var (until, link) = FreshUntil.Of(state);
        return now < until ? report : new(Standing.Stale, link.Id, new(FaultCode.Stale,
            $"The parent of '{link.Client}' has been silent since {Shown.Instant(until - Silence(chain, link))}, longer than {Shown.Duration(Silence(chain, link))}.",
            "Let this server reach its parent, or ask for an offline license.", link: link.Id));
    }

    private static long Silence(Chain chain, ServerLicense link) =>
        Math.Min(link.Contact!.Silence, chain.Links.TakeWhile(l => l != link).Min(l => l.MaxOffline));
}
