using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>The links of a chain with what each is worth by itself.</summary>
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
            links.Add(new(Mark(link, chain.Rights.TimelineOf(i).End, isLeaf: i == chain.Links.Count - 1, at), link, null));
        }

        if (chain.SessionLicense is { Claims: var session })
        {
            links.Add(new(at < session.ValidFrom ? "not-yet" : at >= session.Expires ? "expired" : ChainLink.Good, null, session));
        }

        return links;
    }

    private static string Mark(ServerLicenseClaims link, long end, bool isLeaf, long at) =>
        link.State != LicenseState.Active ? ServerLicenseWriter.Name(link.State)
        : isLeaf && link.Binding is null ? "not-activated"
        : at < link.ValidFrom ? "not-yet"
        : at >= end ? "expired"
        : at >= link.Expires ? "grace"
        : ChainLink.Good;
}
