using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Freshness;

/// <summary>Until when a chain is fresh: silence is asked of every online link up to the first offline one, and of none above that.</summary>
internal static class FreshUntil
{
    /// <summary>The instant, and the link whose silence ends it; the end of time for an offline license or a Master.</summary>
    public static (long At, ServerLicense Link) Of(ChildState state)
    {
        var chain = state.Chain ?? throw new ArgumentException("No license is held.", nameof(state));
        var until = (At: UnixTime.Max, Link: chain.Leaf);
        for (var i = chain.Links.Count - 1; i > 0 && chain.Links[i].Contact is not null; i--)
        {
            var link = chain.Links[i];
            var last = i == chain.Links.Count - 1 ? state.Exchange.Contact : state.Exchange.Above.GetValueOrDefault(link.Id);
            var end = UnixTime.Add(last?.Since ?? link.Claims.IssuedAt, Silence(chain, link));
            until = end < until.At ? (end, link) : until;
        }

        return until;
    }

    /// <summary>The silence in force of an online link, in seconds.</summary>
    public static long Silence(Chain chain, ServerLicense link) => link.Contact!.SilenceWithin(chain.Links.TakeWhile(l => l != link).Min(l => l.MaxOffline));
}
