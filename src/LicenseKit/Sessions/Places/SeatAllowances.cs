using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Sessions.Places;

/// <summary>What sessions must fit: one or more allowances as functions of time, and what grants take of each.</summary>
/// <param name="Links">The license and what it allows, its former versions included where they count.</param>
/// <param name="Granted">What child servers may use and what is kept for reserved session licenses.</param>
/// <param name="Reserved">What is kept for reserved session licenses; a part of <paramref name="Granted"/>.</param>
internal sealed record SeatAllowances(IReadOnlyList<(ServerLicense Link, Timeline Allowed)> Links, SeatSums Granted, SeatSums Reserved)
{
    /// <summary>What a session must fit to start: the newest version of every link, and the seats that are kept for next holders are not free.</summary>
    public static SeatAllowances OfStarts(Chain chain, Ledger ledger) =>
        new(Distinct(chain.Links.Select((link, i) => (link, chain.Rights.TimelineOf(i)))), ledger.GrantedAndRoom, ledger.Reserved);

    /// <summary>What a session must fit to go on, by the overage of the chain.</summary>
    /// <remarks>
    /// <c>finish</c>: the own license, all its versions from the settled one on. <c>deadline</c>: every link, a replaced version as long as its deadline
    /// runs. <c>end</c>: the newest version of every link. A link above counts in full what it granted, so nothing is oversold there.
    /// </remarks>
    public static SeatAllowances OfRenewals(ChildState child, Ledger ledger)
    {
        var chain = child.Chain!;
        var (mode, seconds) = (chain.Rights.Overage.Mode, chain.Rights.Overage.Seconds);
        var links = chain.Links.Select((link, i) => (link, Allowed: mode == OverageMode.End ? chain.Rights.TimelineOf(i) : Largest(i)));
        return new(Distinct(mode == OverageMode.Finish ? links.TakeLast(1) : links), ledger.Granted, ledger.Reserved);

        Timeline Largest(int i) => child.Former
            .Where(f => f.License == chain.Links[i].Id)
            .Select(f => mode == OverageMode.Deadline ? f.Timeline.Until(UnixTime.Add(f.ReplacedAt, seconds)) : f.Timeline)
            .Aggregate(chain.Rights.TimelineOf(i), Timeline.Max);
    }

    /// <summary>What a version of the own license must allow so that it is settled.</summary>
    public static SeatAllowances OfVersion(ServerLicense own, Timeline version, Ledger ledger) => new([(own, version)], ledger.Granted, ledger.Reserved);

    /// <summary>Where two links allow the same at every instant, the one nearer to the root limits.</summary>
    private static List<(ServerLicense Link, Timeline Allowed)> Distinct(IEnumerable<(ServerLicense Link, Timeline Allowed)> links)
    {
        var distinct = new List<(ServerLicense Link, Timeline Allowed)>();
        foreach (var link in links)
        {
            if (!distinct.Exists(d => d.Allowed.IsSame(link.Allowed)))
            {
                distinct.Add(link);
            }
        }

        return distinct;
    }
}
