using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Fuzz.Judging;

/// <summary>What a chain allows is what each link allows, at every instant at which one of them changes.</summary>
internal static class Effective
{
    private const long EndOfTime = 253_402_300_799;
    private const long Unlimited = 1_000_000_000;

    public static void Check(List<Facts> links, EffectiveRights rights)
    {
        long[] ends = [.. EndsOf(links)];
        Demand(rights.MaxDuration == FromWire(links.Min(l => l.MaxDuration)) && rights.MaxLicenses == FromWire(links.Min(l => l.MaxLicenses))
            && rights.MaxLease == FromWire(links.Min(l => l.MaxLease)) && rights.MaxOffline == FromWire(links.Min(l => l.MaxOffline)), "a maximum", 0);
        string[] kinds = [.. links.SelectMany(l => l.Seats.Kinds.Keys).Distinct()];
        foreach (var at in links.SelectMany(l => l.Edges()).Concat(ends).ToHashSet())
        {
            var instant = DateTimeOffset.FromUnixTimeSeconds(at);
            SeatCount[] allowances = [.. links.Select((l, i) => at < l.IssuedAt ? SeatCount.None : l.At(at, ends[i]))];
            var said = rights.AllowancesAt(instant);
            Demand(said.All(s => Array.Exists(allowances, a => Same(a, s))) && Array.TrueForAll(allowances, a => said.Any(s => Same(a, s))), "the allowances", at);
            foreach (var kind in kinds)
            {
                Demand(rights.Most(kind, instant) == allowances.Min(a => a.Most(kind)), $"the most of '{kind}'", at);
            }

            foreach (var (name, feature) in rights.FeaturesAt(instant))
            {
                Demand(links.TrueForAll(l => l.Features.TryGetValue(name, out var by) && (by.Until ?? EndOfTime + 1) > at
                    && (by.Limit is not { } limit || feature.Limit <= FromWire(limit))), $"feature '{name}'", at);
            }
        }
    }

    /// <summary>Where each link ends: its own end, and for an offline one the longest silence that is allowed above it.</summary>
    public static IEnumerable<long> EndsOf(List<Facts> links)
    {
        var silence = Unlimited;
        for (var i = 0; i < links.Count; i++)
        {
            var end = links[i].End;
            yield return i > 0 && links[i].Silence is null && silence < Unlimited ? Math.Min(end, links[i].IssuedAt + silence) : end;
            silence = Math.Min(silence, links[i].MaxOffline);
        }
    }

    private static bool Same(SeatCount one, Seats other) =>
        FromWire(one.Generic) == other.Generic && one.Kinds.All(k => FromWire(k.Value) == other[k.Key]) && other.All().All(k => k.Key == Seats.GenericName || k.Value == FromWire(one.Kinds.GetValueOrDefault(k.Key)));

    private static long FromWire(long value) => value == Unlimited ? long.MaxValue : value;

    private static void Demand(bool holds, string what, long at)
    {
        if (!holds)
        {
            throw new Violation($"The effective rights say {what} at {at} otherwise than the links.");
        }
    }
}
