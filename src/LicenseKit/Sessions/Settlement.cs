using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Places;
using LicenseKit.Sessions.Table;
using LicenseKit.Stages;

namespace LicenseKit.Sessions;

/// <summary>Whether a version of the own license is settled: all grants fit it, and every lease that is out keeps its place under it to its end.</summary>
internal sealed class Settlement(SeatQuestion question, SessionTable sessions, ReservedUse reserved)
{
    /// <summary>The same child without the former versions that nothing needs any more.</summary>
    public ChildState Settled(long ticks)
    {
        var (child, chain) = (question.Child, question.Chain);
        var former = child.Former.Where(f => f.License == chain.Leaf.Id).ToArray();
        if (former.Length == 0)
        {
            return child;
        }

        var settled = Fits(FormerVersion.AllowanceOf(chain, chain.Links.Count - 1), ticks) ? chain.Leaf.Serial
            : former.LastOrDefault(f => Fits(f.Timeline, ticks))?.Version.Serial ?? former[0].Version.Serial;
        var kept = FormerVersion.Settled(child.Former, chain.Leaf.Id, settled);
        return kept.Length == child.Former.Length ? child : child with { Former = kept };
    }

    private bool Fits(Timeline version, long ticks) => GrantsFit(version) && LeasesFit(version, ticks);

    private bool GrantsFit(Timeline version)
    {
        var until = Math.Max(question.Now, Math.Max(version.End, question.Chain.Rights.End));
        return question.Ledger.GrantedAndRoom.FirstMisfit(version, SeatCounts.None, question.Now, until) is null && !question.Ledger.CountsAt(until);
    }

    private bool LeasesFit(Timeline version, long ticks)
    {
        var outlook = new PoolOutlook(SeatAllowances.OfVersion(question.Chain.Leaf, version, question.Ledger), question.Ledger, sessions, reserved);
        var lastEnd = question.EndOf(sessions.LatestDeadline, ticks);
        for (var at = outlook.NotClear(SeatCounts.None, question.Now, lastEnd); at is { } instant; at = outlook.NotClear(SeatCounts.None, outlook.Next(instant), lastEnd))
        {
            var places = outlook.PlacesAt(instant);
            if (instant == question.Now && sessions.Classes.Any(c => places.FirstWithout(c.Kind, c.IsReserved) < long.MaxValue))
            {
                return false;
            }

            var until = ticks + ((instant - question.Now) * 1000);
            if (sessions.Slots().Any(slot => sessions[slot].Deadline > until && sessions.GroupOf(slot) is var group
                && !places.Has(group.Kind, group.License.IsReserved, sessions[slot].Number)))
            {
                return false;
            }
        }

        return true;
    }
}
