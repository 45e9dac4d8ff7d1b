using LicenseKit.Licenses;
using LicenseKit.Portal.Words;

namespace LicenseKit.Portal.Pictures;

/// <summary>A timeline in words.</summary>
internal static class TimelineWords
{
    /// <summary>Every change of each kind, and the state now.</summary>
    public static string Describe(TimelinePicture picture)
    {
        var kinds = picture.Kinds.Select(kind => $"{Say.Kind(kind)}: {string.Join(", ", Changes(picture, kind))}.");
        var ends = Say.IsForever(picture.To) ? "" : $" The picture ends on {Say.Date(picture.To)}.";
        return string.Join(' ', kinds) + (picture.Current is { } now ? $" Now {Describe(now, picture.Now)}." : "") + ends;
    }

    /// <summary>One period: when it is, what is allowed, what is taken.</summary>
    public static string Describe(Overlay period, DateTimeOffset now)
    {
        var taken = TimelinePicture.Taken(period).ToDictionary(t => t.Kind, t => t.Taken, StringComparer.Ordinal);
        var figures = Say.InOrder(taken.Keys.Append(Seats.GenericName)).Select(kind =>
            $"{Say.Kind(kind)} {(period.Seats.Count == 1 ? "" : $"{Say.Count(kind == Seats.GenericName ? TimelinePicture.TakenOfGeneric(period) : taken[kind])} of ")}{Say.Count(Say.Of(period.Seats[0], kind))}");
        var tooMany = TimelinePicture.TooMany(period);
        return $"{Say.When(period.From, now)} to {Say.When(period.To, now)}: {string.Join(", ", figures)}{(tooMany > 0 ? $"; {Say.Count(tooMany)} too many" : "")}";
    }

    private static IEnumerable<string> Changes(TimelinePicture picture, string kind)
    {
        var last = -1L;
        foreach (var period in picture.Periods)
        {
            var count = Say.Of(period.Seats[0], kind);
            if (count != last)
            {
                yield return last < 0 ? Say.Count(count) : $"{Say.Count(count)} from {Say.When(period.From, picture.Now)}";
                last = count;
            }
        }
    }
}
