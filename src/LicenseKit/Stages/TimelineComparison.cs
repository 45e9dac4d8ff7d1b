using LicenseKit.Licenses;

namespace LicenseKit.Stages;

/// <summary>Compares timelines figure by figure, and cuts and lengthens them.</summary>
internal static class TimelineComparison
{
    /// <summary>True when both allow the same at every instant.</summary>
    public static bool IsSame(this Timeline timeline, Timeline other) =>
        ReferenceEquals(timeline, other) || (timeline.IsNowhereLarger(other, long.MinValue) && other.IsNowhereLarger(timeline, long.MinValue));

    /// <summary>True when no figure is larger than that of another timeline at any instant from <paramref name="from"/> on.</summary>
    public static bool IsNowhereLarger(this Timeline timeline, Timeline other, long from) => !timeline.LargerThan(other, from, long.MaxValue).Any();

    /// <summary>The periods of [from, to) in which a figure is larger than that of another timeline.</summary>
    public static IEnumerable<(long From, long To)> LargerThan(this Timeline timeline, Timeline other, long from, long to)
    {
        for (long? at = from; at < to;)
        {
            var next = Earlier(timeline.NextChange(at.Value), other.NextChange(at.Value));
            if (!SeatCounts.Of(timeline.At(at.Value)).IsAtMost(SeatCounts.Of(other.At(at.Value))))
            {
                yield return (at.Value, Math.Min(next ?? to, to));
            }

            at = next;
        }
    }

    /// <summary>The same until an instant, and nothing from then on.</summary>
    public static Timeline Until(this Timeline timeline, long end)
    {
        var kept = timeline.Starts.ToArray().Count(start => start < end);
        var seats = Enumerable.Range(0, kept).Select(timeline.SeatsAt);
        return kept == 0 ? Timeline.Nothing : Timeline.Of([.. timeline.Starts[..kept], end], [.. seats, Seats.None]);
    }

    /// <summary>The same, but what it allows just before its end goes on, be it nothing.</summary>
    public static Timeline Lasting(this Timeline timeline)
    {
        var kept = Math.Max(0, timeline.Starts.Length - 1);
        return kept == 0 ? Timeline.Nothing : Timeline.Of(timeline.Starts[..kept].ToArray(), [.. Enumerable.Range(0, kept).Select(timeline.SeatsAt)]);
    }

    private static long? Earlier(long? a, long? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);
}
