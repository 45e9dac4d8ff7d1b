using System.Globalization;

namespace LicenseKit.Portal.Pictures;

/// <summary>Where a timeline names the time.</summary>
internal static class TimelineTicks
{
    private const int Most = 16;

    /// <summary>Of more months than these, none has space for its year beside its name.</summary>
    private const int Wide = 8;

    private static readonly int[] Months = [1, 2, 3, 6, 12, 24, 60, 120, 600, 1200];
    private static readonly int[] Days = [1, 2, 7, 14];
    private static readonly int[] Minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180];

    /// <summary>At most 16 instants with what they are called; a minor one is left out where there is little space.</summary>
    public static IEnumerable<(DateTimeOffset At, string Label, bool IsMinor)> Of(DateTimeOffset from, DateTimeOffset to)
    {
        var days = (to - from).TotalDays;
        return days <= 2 ? OfMinutes(from, to, Minutes.First(m => (to - from).TotalMinutes / m <= Most || m == Minutes[^1]))
            : days <= 45 ? OfDays(from, to, Days.FirstOrDefault(d => days / d <= Most, 14)) : OfMonths(from, to, Months.First(m => days / 30.4 / m <= Most || m == Months[^1]));
    }

    private static IEnumerable<(DateTimeOffset At, string Label, bool IsMinor)> OfMinutes(DateTimeOffset from, DateTimeOffset to, int step)
    {
        var count = 0;
        for (var at = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero); at < to; at = at.AddMinutes(step))
        {
            if (at >= from)
            {
                yield return (at, at.ToString(at.TimeOfDay == TimeSpan.Zero ? "d MMM" : "HH:mm", CultureInfo.InvariantCulture), count++ % 3 != 0);
            }
        }
    }

    private static IEnumerable<(DateTimeOffset At, string Label, bool IsMinor)> OfDays(DateTimeOffset from, DateTimeOffset to, int step)
    {
        var count = 0;
        for (var at = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero); at < to; at = at.AddDays(step))
        {
            if (at >= from)
            {
                yield return (at, at.ToString("d MMM", CultureInfo.InvariantCulture), count++ % 3 != 0);
            }
        }
    }

    private static IEnumerable<(DateTimeOffset At, string Label, bool IsMinor)> OfMonths(DateTimeOffset from, DateTimeOffset to, int step)
    {
        var isNarrow = (to - from).TotalDays / 30.4 / step > Wide;
        var first = (from.UtcDateTime.Year * 12) + from.UtcDateTime.Month - 1;
        var count = 0;
        for (var month = first - (first % step); month / 12 <= Math.Min(9999, to.UtcDateTime.Year); month += step)
        {
            var at = new DateTimeOffset(Math.Max(1, month / 12), (month % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero);
            if (at >= to)
            {
                yield break;
            }

            if (at >= from)
            {
                var isJanuary = month % 12 == 0;
                var format = step >= 12 || (isJanuary && isNarrow) ? "yyyy" : isJanuary || (count == 0 && !isNarrow) ? "MMM yyyy" : "MMM";
                yield return (at, at.ToString(format, CultureInfo.InvariantCulture), count++ % 3 != 0);
            }
        }
    }
}
