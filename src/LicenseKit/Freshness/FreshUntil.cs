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
        for (var i = chain.Links.Count - 1; i > 0 && chain.Links[i].Contact is { } contact; i--)
        {
            var link = chain.Links[i];
            var silence = Math.Min(contact.Silence, chain.Links.Take(i).Min(l => l.MaxOffline));
            var last = i == chain.Links.Count - 1 ? state.Exchange.Contact : state.Exchange.Above.GetValueOrDefault(link.Id);
            var end = UnixTime.Add(last?.Since ?? link.Claims.IssuedAt, silence);
            until = end < until.At ? (end, link) : until;
        }

        return until;
    }
}
