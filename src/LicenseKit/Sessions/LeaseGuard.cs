using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Places;
using LicenseKit.Sessions.Table;
using LicenseKit.Stages;

namespace LicenseKit.Sessions;

/// <summary>The test that a grant takes no place from a session at an instant that its lease, which is out, covers.</summary>
internal sealed class LeaseGuard(SeatQuestion question, SessionTable sessions, ReservedUse reserved)
{
    /// <summary>The sessions that would lose their places; null when none would.</summary>
    /// <param name="after">The ledger with the grant.</param>
    /// <param name="id">The license that was granted or changed.</param>
    /// <param name="ticks">Monotonic milliseconds now.</param>
    public LeasesLost? Find(Ledger after, string id, long ticks)
    {
        var lastEnd = EndOf(sessions.LatestDeadline, ticks);
        var losses = new List<Loss>();
        foreach (var asStarts in new[] { true, false })
        {
            var (was, next) = (DemandOf(question.Ledger, id, asStarts), DemandOf(after, id, asStarts));
            foreach (var (from, to) in next.LargerThan(was, question.Now, lastEnd))
            {
                FindIn(from, to, Outlook(question.Ledger, asStarts, null), Outlook(after, asStarts, id), losses);
            }
        }

        return losses.Count == 0 ? null : Lost(losses, ticks);
    }

    /// <summary>What a license takes of the seats; for starts the room for its next holder too.</summary>
    private static Timeline DemandOf(Ledger ledger, string id, bool asStarts) => ledger.Servers.TryGetValue(id, out var server)
        ? asStarts ? Timeline.Add(server.Counted, server.Room) : server.Counted
        : ledger.Sessions.GetValueOrDefault(id)?.Reserved ?? Timeline.Nothing;

    private PoolOutlook Outlook(Ledger ledger, bool asStarts, string? changed) => new(
        asStarts ? SeatAllowances.OfStarts(question.Chain, ledger) : SeatAllowances.OfRenewals(question.Child, ledger), ledger, sessions, reserved, changed);

    private void FindIn(long from, long to, PoolOutlook before, PoolOutlook after, List<Loss> losses)
    {
        for (var link = 0; link < after.Allowances.Links.Count; link++)
        {
            for (var at = after.NotClear(link, SeatCounts.None, from, to); at is { } instant; at = after.NotClear(link, SeatCounts.None, after.Next(link, instant), to))
            {
                var (had, has) = (before.PlacesAt(link, instant), after.PlacesAt(link, instant));
                foreach (var c in sessions.Classes)
                {
                    var (first, end) = (has.FirstWithout(c.Kind, c.IsReserved), had.FirstWithout(c.Kind, c.IsReserved));
                    if (first < end)
                    {
                        losses.Add(new(c.Kind, c.IsReserved, first, end, instant, Math.Min(after.Next(link, instant), to)));
                    }
                }
            }
        }
    }

    /// <summary>Which leases these are, and when the last of them leaves what it would lose; null when none of the sessions has a lease that long.</summary>
    private LeasesLost? Lost(List<Loss> losses, long ticks)
    {
        var (count, until, free) = (0, 0L, 0L);
        foreach (var slot in sessions.Slots())
        {
            ref readonly var row = ref sessions[slot];
            var (group, number, end) = (sessions.GroupOf(slot), row.Number, EndOf(row.Deadline, ticks));
            var loses = losses.FindAll(l => l.Has(group.Kind, group.License.IsReserved, number) && end > l.At);
            if (loses.Count > 0)
            {
                count++;
                until = Math.Max(until, end);
                free = Math.Max(free, loses.Max(l => Math.Min(end, l.Until)));
            }
        }

        return count == 0 ? null : new(count, until, free);
    }

    /// <summary>Effective UTC seconds, rounded up, at which a deadline is over.</summary>
    private long EndOf(long deadline, long ticks) => question.Now + ((deadline - ticks + 999) / 1000);

    /// <summary>In [At, Until) the sessions of a class from First to before End would lose their places.</summary>
    private sealed record Loss(string Kind, bool IsReserved, long First, long End, long At, long Until)
    {
        public bool Has(string kind, bool isReserved, long number) => IsReserved == isReserved && First <= number && number < End && Kind == kind;
    }
}
