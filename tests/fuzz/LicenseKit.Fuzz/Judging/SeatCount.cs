namespace LicenseKit.Fuzz.Judging;

/// <summary>Seats as a document writes them, and the test whether a demand can be seated, by Hall's theorem over all subsets of kinds.</summary>
internal sealed record SeatCount(SortedDictionary<string, long> Kinds, long Generic)
{
    private const long Unlimited = 1_000_000_000;
    private const int MostForAllSubsets = 6;

    public static SeatCount None { get; } = new([], 0);

    /// <summary>For each set of kinds: all who want one of these, and all who want a generic seat, find room in these kinds and the pool.</summary>
    public bool Seats(SeatCount demand)
    {
        var kinds = demand.Kinds.Keys.ToArray();
        if (kinds.Length > MostForAllSubsets)
        {
            return HasRoom(demand, Array.FindAll(kinds, k => demand.Kinds[k] > Kinds.GetValueOrDefault(k)));
        }

        for (var subset = 0; subset < 1 << kinds.Length; subset++)
        {
            var chosen = Array.FindAll(kinds, k => (subset >> Array.IndexOf(kinds, k) & 1) != 0);
            if (!HasRoom(demand, chosen))
            {
                return false;
            }
        }

        return true;
    }

    public long Most(string kind) => Kinds.GetValueOrDefault(kind) is var own && (own == Unlimited || Generic == Unlimited) ? long.MaxValue : Math.Min(own + Generic, 999_999_999);

    private bool HasRoom(SeatCount demand, string[] kinds)
    {
        long[] have = [Generic, .. kinds.Select(k => Kinds.GetValueOrDefault(k))];
        long[] want = [demand.Generic, .. kinds.Select(k => demand.Kinds[k])];
        return Array.IndexOf(have, Unlimited) >= 0 || (Array.IndexOf(want, Unlimited) < 0 && want.Sum() <= have.Sum());
    }
}
