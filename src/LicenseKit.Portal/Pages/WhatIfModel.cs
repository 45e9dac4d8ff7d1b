using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Licenses;
using LicenseKit.Portal.Pictures;
using LicenseKit.Stages;

namespace LicenseKit.Portal.Pages;

/// <summary>Would they start, what limits them, and when does that change.</summary>
internal sealed record WhatIfModel
{
    private const int MostPeriods = 400;

    public required IReadOnlyList<IssuedLicense> Licenses { get; init; }

    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>The session license that is asked about; null for a seat in this server's own process.</summary>
    public IssuedLicense? License { get; init; }

    public required string Kind { get; init; }

    public required long Count { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The answer; null while there is nothing to ask about.</summary>
    public WhatIfAnswer? Answer { get; init; }

    public static WhatIfAnswer Ask(Chain chain, IssuerUsage usage, bool isReserved, string kind, long count, DateTimeOffset at)
    {
        var explanation = Explanation.Of(chain, kind, at);
        var timeline = EffectiveTimeline.Of(chain);
        var until = timeline.End < at.AddYears(1) ? timeline.End : at.AddYears(1);
        var periods = new List<(DateTimeOffset From, DateTimeOffset To, long Most)>();
        for (var from = at; from < until && periods.Count < MostPeriods;)
        {
            var granted = usage.Segments.FirstOrDefault(s => s.From <= from && from < s.To);
            var to = new[] { timeline.NextChange(from), granted?.To, until }.OfType<DateTimeOffset>().Where(t => t > from).Min();
            var free = granted is null ? 0 : granted.Left.Most(kind);
            periods.Add((from, to, isReserved ? timeline.Most(kind, from) : Math.Min(timeline.Most(kind, from), free)));
            from = to;
        }

        var most = periods.Count == 0 ? 0 : periods[0].Most;
        return new(most, usage.Segments.FirstOrDefault(s => s.From <= at && at < s.To), explanation, periods.Where(p => p.Most >= count).Select(p => (DateTimeOffset?)p.From).FirstOrDefault(),
            periods.Count == 0 ? null : PictureOf(kind, count, at, periods));
    }

    private static TimelinePicture PictureOf(string kind, long count, DateTimeOffset at, List<(DateTimeOffset From, DateTimeOffset To, long Most)> periods) => new()
    {
        Title = "How many would start, over time",
        Now = at,
        Periods = Overlay.Of(periods[0].From, periods[^1].To,
            [.. periods.Select(p => new Segment(p.From, p.To, new Seats([new(kind, p.Most)])))], [new Segment(periods[0].From, periods[^1].To, new Seats([new(kind, count)]))]),
        Layers = [Layer.AskedFor],
    };
}
