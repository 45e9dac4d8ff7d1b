using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>The links of a chain with the standing of each by itself.</summary>
internal static class ChainLinks
{
    public static IReadOnlyList<ChainLink> Of(Verdict verdict)
    {
        var chain = verdict.Chain!;
        var at = UnixTime.Of(verdict.At);
        var links = new List<ChainLink>(chain.Links.Count + 1);
        for (var i = 0; i < chain.Links.Count; i++)
        {
            var link = chain.Links[i].Claims;
            links.Add(new(StandingRules.OfLink(link, chain.Rights.TimelineOf(i).End, isLeaf: i == chain.Links.Count - 1, at).Text, link, null));
        }

        if (chain.SessionLicense is { Claims: var session })
        {
            links.Add(new(StandingRules.OfSessionLicense(chain, chain, at).Text, null, session));
        }

        return links;
    }
}
