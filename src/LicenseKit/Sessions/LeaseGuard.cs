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
        var lastEnd = question.EndOf(sessions.LatestDeadline, ticks);
        var losses = new List<Loss>();
        foreach (var asStarts in new[] { true, false })
        {
            var (was, next) = (DemandOf(question.Ledger, id, asStarts), DemandOf(after, id, asStarts));
            var (had, has) = (Outlook(question.Ledger, asStarts, null), Outlook(after, asStarts, id));
            foreach (var (from, to) in next.LargerThan(was, question.Now, lastEnd))
            {
                FindIn(from, to, had, has, losses);
                if (asStarts)
                {
                    FindPromises(from, to, has, after, id, ticks, losses);
                }
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
        for (var at = after.NotClear(SeatCounts.None, from, to); at is { } instant; at = after.NotClear(SeatCounts.None, after.Next(instant), to))
        {
            var (had, has) = (before.PlacesAt(instant), after.PlacesAt(instant));
            foreach (var c in sessions.Classes)
            {
                var (first, end) = (has.FirstWithout(c.Kind, c.IsReserved), had.FirstWithout(c.Kind, c.IsReserved));
                if (first < end)
                {
                    losses.Add(new(null, c.Kind, c.IsReserved, first, end, instant, Math.Min(after.Next(instant), to)));
                }
            }
        }
    }

    /// <summary>What is kept for reserved licenses must be there too: one that was revoked, or lowered, takes what its sessions use while their leases run.</summary>
    private void FindPromises(long from, long to, PoolOutlook after, Ledger ledger, string id, long ticks, List<Loss> losses)
    {
        for (var at = after.NotClear(SeatCounts.None, from, to); at is { } instant; at = after.NotClear(SeatCounts.None, after.Next(instant), to))
        {
            var found = reserved.OverfullAt(instant, ledger, id);
            var uses = found.Count == 0 ? null : UsesAfter(instant, ticks);
            var overfull = found
                .Select(o => (o.Seats.Name, Extra: ReservedUse.ExtraOf(uses!.GetValueOrDefault(o.Seats.Name, SeatCounts.None), o.Kept)))
                .Where(o => !o.Extra.IsNone)
                .ToArray();
            var promised = overfull.Aggregate(after.Allowances.Granted.At(instant), (sum, o) => sum.Plus(o.Extra));
            if (overfull.Length > 0 && after.Allowances.Links.Any(l => !promised.Fits(l.Allowed.At(instant))))
            {
                losses.AddRange(overfull.Select(o => new Loss(o.Name, "", true, 0, long.MaxValue, instant, Math.Min(after.Next(instant), to))));
            }
        }
    }

    /// <summary>What the sessions of each reserved license use whose leases run past an instant.</summary>
    private Dictionary<string, SeatCounts> UsesAfter(long instant, long ticks)
    {
        var counts = new Dictionary<SessionGroup, long>();
        foreach (var slot in sessions.Slots())
        {
            if (sessions.GroupOf(slot) is { License.IsReserved: true } group && question.EndOf(sessions[slot].Deadline, ticks) > instant)
            {
                counts[group] = counts.GetValueOrDefault(group) + 1;
            }
        }

        var uses = new Dictionary<string, SeatCounts>(StringComparer.Ordinal);
        foreach (var (group, count) in counts)
        {
            uses[group.License.Name] = uses.GetValueOrDefault(group.License.Name, SeatCounts.None).Plus(SeatCounts.Of(group.Kind, count));
        }

        return uses;
    }

    /// <summary>Which leases these are, and when the last of them leaves what it would lose; null when none of the sessions has a lease that long.</summary>
    private LeasesLost? Lost(List<Loss> losses, long ticks)
    {
        var (count, until, free) = (0, 0L, 0L);
        foreach (var slot in sessions.Slots())
        {
            ref readonly var row = ref sessions[slot];
            var (group, number, end) = (sessions.GroupOf(slot), row.Number, question.EndOf(row.Deadline, ticks));
            var keeps = true;
            foreach (var loss in losses)
            {
                if (end > loss.At && loss.Has(group, number))
                {
                    keeps = false;
                    free = Math.Max(free, Math.Min(end, loss.Until));
                }
            }

            if (!keeps)
            {
                count++;
                until = Math.Max(until, end);
            }
        }

        return count == 0 ? null : new(count, until, free);
    }

    /// <summary>In [At, Until) the sessions of a class, or of one license, from First to before End would lose their places, or what they use is promised to others.</summary>
    private sealed record Loss(string? License, string Kind, bool IsReserved, long First, long End, long At, long Until)
    {
        public bool Has(SessionGroup group, long number) => License is not null
            ? License == group.License.Name
            : Kind == group.Kind && IsReserved == group.License.IsReserved && First <= number && number < End;
    }
}
