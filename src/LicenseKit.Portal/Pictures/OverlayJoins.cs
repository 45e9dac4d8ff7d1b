using LicenseKit.Licenses;

namespace LicenseKit.Portal.Pictures;

/// <summary>Makes fewer periods of many: a joined one shows the highest of what it was made of.</summary>
internal static class OverlayJoins
{
    /// <summary>Two and two as one.</summary>
    public static List<Overlay> Halve(IReadOnlyList<Overlay> periods) =>
        [.. periods.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : Join(pair[0], pair[1]))];

    /// <summary>Joins neighbours with the same allowance until there are no more than can be told apart; where the allowance changes, nothing is joined.</summary>
    public static IReadOnlyList<Overlay> Thin(IReadOnlyList<Overlay> periods, int most)
    {
        while (periods.Count > most)
        {
            var fewer = new List<Overlay>(periods.Count);
            for (var i = 0; i < periods.Count; i++)
            {
                var isPair = i + 1 < periods.Count && periods[i].Seats[0].Equals(periods[i + 1].Seats[0]);
                fewer.Add(isPair ? Join(periods[i], periods[++i]) : periods[i]);
            }

            if (fewer.Count == periods.Count)
            {
                return periods;
            }

            periods = fewer;
        }

        return periods;
    }

    /// <summary>Two periods as one: each kind as it was where most of it was taken. Kinds that together would not have fitted, though neither period was too full, are taken from the fuller one.</summary>
    private static Overlay Join(Overlay a, Overlay b)
    {
        var kinds = a.Seats.Concat(b.Seats).SelectMany(s => s.Kinds).Distinct(StringComparer.Ordinal).ToDictionary(k => k, k => Fuller(a, b, k));
        var generic = Fuller(a, b, Seats.GenericName);
        Seats[] seats = [.. a.Seats.Select((_, i) => new Seats(kinds.Select(k => KeyValuePair.Create(k.Key, k.Value.Seats[i][k.Key])), generic.Seats[i].Generic))];
        var joined = new Overlay(a.From, b.To, seats);
        return TimelinePicture.TooMany(joined) <= Math.Max(TimelinePicture.TooMany(a), TimelinePicture.TooMany(b)) ? joined : generic with { From = a.From, To = b.To };
    }

    private static Overlay Fuller(Overlay a, Overlay b, string kind) => TimelinePicture.TakenOf(b, kind) > TimelinePicture.TakenOf(a, kind) ? b : a;
}
