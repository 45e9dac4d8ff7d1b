using LicenseKit.Licenses;
using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>What a session is judged by at an instant: one allowance for each license of the chain that counts.</summary>
internal static class Allowances
{
    /// <summary>A start is judged at every link, by the newest version.</summary>
    public static IReadOnlyList<Amount> OfStarts(ServerModel server, long t) => [.. server.Links.Select(l => l.Newest.AllowedAt(t))];

    /// <summary>A renewal is judged by U: the policy says which versions count.</summary>
    public static IReadOnlyList<Amount> OfRenewals(ServerModel server, long t) => server.Overage.Mode switch
    {
        OverageMode.Finish => [Unsettled(server, t)],
        OverageMode.Deadline => [.. server.Links.Select(l => Recent(server, l, t))],
        _ => OfStarts(server, t),
    };

    /// <summary>What the parent counts: of all own versions from the settled one on, the largest of each figure.</summary>
    public static Amount Unsettled(ServerModel server, long t) => Amount.Largest(server.OwnFromSettled.Select(v => v.Version.AllowedAt(t)));

    private static Amount Recent(ServerModel server, KnownLink link, long t)
    {
        var versions = link == server.Own ? server.OwnFromSettled : link.Versions;
        var recent = versions.Where(v => v.IsNewestOrReplacedWithin(server.Overage.Seconds, t));
        return Amount.Largest(recent.Select(v => v.Version.AllowedAt(t)));
    }
}
