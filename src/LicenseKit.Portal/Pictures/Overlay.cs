using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Portal.Pictures;

/// <summary>A period in which none of several series of seats changes.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Seats">Of each series, in their order.</param>
internal sealed record Overlay(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Seats> Seats)
{
    /// <summary>Lays series over each other: the union of their changes in a window. A series says nothing where it has no segment.</summary>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The first instant after it.</param>
    /// <param name="series">Each in order of time, without overlaps.</param>
    public static IReadOnlyList<Overlay> Of(DateTimeOffset from, DateTimeOffset to, params IReadOnlyList<IReadOnlyList<Segment>> series)
    {
        DateTimeOffset[] cuts = [.. series.SelectMany(s => s).SelectMany(s => new[] { s.From, s.To }).Where(c => c > from && c < to).Append(from).Append(to).Distinct().Order()];
        var next = new int[series.Count];
        return Join(Enumerable.Range(0, cuts.Length - 1)
            .Select(i => new Overlay(cuts[i], cuts[i + 1], [.. series.Select((s, index) => At(s, ref next[index], cuts[i]))])));
    }

    /// <summary>Adjacent periods, those with the same seats as one.</summary>
    public static IReadOnlyList<Overlay> Join(IEnumerable<Overlay> adjacent)
    {
        var periods = new List<Overlay>();
        foreach (var period in adjacent)
        {
            if (periods.Count > 0 && periods[^1].Seats.SequenceEqual(period.Seats))
            {
                periods[^1] = periods[^1] with { To = period.To };
            }
            else
            {
                periods.Add(period);
            }
        }

        return periods;
    }

    private static Seats At(IReadOnlyList<Segment> segments, ref int next, DateTimeOffset at)
    {
        while (next < segments.Count && segments[next].To <= at)
        {
            next++;
        }

        return next < segments.Count && segments[next].From <= at ? segments[next].Seats : LicenseKit.Licenses.Seats.None;
    }
}
