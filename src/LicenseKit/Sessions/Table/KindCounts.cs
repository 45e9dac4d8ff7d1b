using LicenseKit.Licenses;

namespace LicenseKit.Sessions.Table;

/// <summary>Lists in ordinal order of their kinds.</summary>
internal static class KindCounts
{
    /// <summary>Where a kind first stands; else the complement of where it belongs.</summary>
    public static int Find<T>(List<T> list, string kind)
        where T : IKindCount
    {
        var (low, high) = (0, list.Count);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (string.CompareOrdinal(list[middle].Kind, kind) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < list.Count && list[low].Kind == kind ? low : ~low;
    }

    /// <summary>The seats in use: the counts of each kind together.</summary>
    /// <param name="last">An earlier sum; its array of kinds is used again when the kinds are the same.</param>
    /// <param name="list">Items in ordinal order of their kinds.</param>
    public static Seats Sum<T>(Seats last, List<T> list)
        where T : IKindCount
    {
        if (list.Count == 0)
        {
            return Seats.None;
        }

        var kinds = last.Kinds;
        var counts = new long[kinds.Count];
        var at = -1;
        for (var i = 0; i < list.Count; i++)
        {
            if (i == 0 || list[i].Kind != list[i - 1].Kind)
            {
                at++;
                if (at == counts.Length || kinds[at] != list[i].Kind)
                {
                    return OfOtherKinds(list);
                }
            }

            counts[at] += list[i].Count;
        }

        return at == counts.Length - 1 ? last.WithCounts(counts) : OfOtherKinds(list);
    }

    private static Seats OfOtherKinds<T>(List<T> list)
        where T : IKindCount
    {
        var sums = list.GroupBy(item => item.Kind, item => (long)item.Count, StringComparer.Ordinal).ToArray();
        return Seats.None.WithSorted(Array.ConvertAll(sums, s => s.Key), Array.ConvertAll(sums, s => s.Sum()), generic: 0);
    }
}
