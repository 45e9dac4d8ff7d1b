using System.Collections.Immutable;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Stages;

namespace LicenseKit.Freshness;

/// <summary>A version of a link that a newer one has replaced and that sessions may still be judged by: overage speaks of serials.</summary>
/// <param name="License">The license of the link.</param>
/// <param name="Version">Its serial and content hash.</param>
/// <param name="Timeline">What it allowed.</param>
/// <param name="ReplacedAt">Effective UTC seconds at which this server took the newer version.</param>
internal sealed record FormerVersion(string License, LinkVersion Version, Timeline Timeline, long ReplacedAt)
{
    /// <summary>The former versions after a newer chain for the same license: of the own license those from the settled one on, of links above those within a deadline.</summary>
    public static ImmutableArray<FormerVersion> Next(ImmutableArray<FormerVersion> former, Chain held, Chain next, long now)
    {
        var kept = former.Where(f => IsStillAsked(f, next, now)).ToList();
        foreach (var (i, link) in held.Links.Index())
        {
            var replaced = next.Links.FirstOrDefault(l => l.Id == link.Id);
            if (replaced is null || replaced.Serial <= link.Serial)
            {
                continue;
            }

            var version = new FormerVersion(link.Id, new LinkVersion(link.Serial, link.ContentHash), AllowanceOf(held, i), now);
            if (IsStillAsked(version, next, now))
            {
                kept.Add(version);
            }
        }

        // A version counts for nothing beside a later one that is nowhere smaller.
        return [.. kept.Where((f, i) => !kept.Skip(i + 1).Any(later => later.License == f.License && f.Timeline.IsNowhereLarger(later.Timeline, now))
            && !f.Timeline.IsNowhereLarger(AllowanceOf(next, f.License), now))];
    }

    /// <summary>The former versions of the own license that a settled one leaves.</summary>
    public static ImmutableArray<FormerVersion> Settled(ImmutableArray<FormerVersion> former, string own, long serial) =>
        [.. former.Where(f => f.License != own || f.Version.Serial >= serial)];

    private static bool IsStillAsked(FormerVersion version, Chain chain, long now) =>
        version.License == chain.Leaf.Id
        || (chain.Rights.Overage is { Mode: OverageMode.Deadline, Seconds: var seconds } && now < UnixTime.Add(version.ReplacedAt, seconds));

    /// <summary>What a link of a chain allows; nothing when it is revoked, so that seats are given back only when nobody uses them any more.</summary>
    public static Timeline AllowanceOf(Chain chain, int link) =>
        chain.Links[link].State == LicenseState.Revoked ? Timeline.Nothing : chain.Rights.TimelineOf(link);

    private static Timeline AllowanceOf(Chain chain, string license)
    {
        for (var i = 0; i < chain.Links.Count; i++)
        {
            if (chain.Links[i].Id == license)
            {
                return AllowanceOf(chain, i);
            }
        }

        return Timeline.Nothing;
    }
}
