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

    /// <summary>Asks the files and the grants, and for now also the sessions that run.</summary>
    /// <param name="chain">The session license, or the own license.</param>
    /// <param name="usage">What is granted, from the instant on.</param>
    /// <param name="use">How the seats are used now; null for a later instant, whose sessions nobody knows.</param>
    public WhatIfAnswer Ask(Chain chain, IssuerUsage usage, SeatUse? use)
    {
        var isReserved = chain.SessionLicense?.Allocation == Allocation.Reserved;
        var timeline = EffectiveTimeline.Of(chain);
        var until = timeline.End < At.AddYears(1) ? timeline.End : At.AddYears(1);
        var periods = new List<(DateTimeOffset From, DateTimeOffset To, long Most)>();
        for (var from = At; from < until && periods.Count < MostPeriods;)
        {
            var granted = usage.Segments.FirstOrDefault(s => s.From <= from && from < s.To);
            var to = new[] { timeline.NextChange(from), granted?.To, until }.OfType<DateTimeOffset>().Where(t => t > from).Min();
            var free = granted is null ? 0 : granted.Left.Most(Kind);
            periods.Add((from, to, isReserved ? timeline.Most(Kind, from) : Math.Min(timeline.Most(Kind, from), free)));
            from = to;
        }

        var later = periods.Count == 0 ? 0 : periods[0].Most;
        var most = use is null ? later : Math.Min(later, BesideRunning(use, isReserved));
        return new(most, later, usage.Segments.FirstOrDefault(s => s.From <= At && At < s.To), Explanation.Of(chain, Kind, At),
            periods.Where((p, i) => (i == 0 ? most : p.Most) >= Count).Select(p => (DateTimeOffset?)p.From).FirstOrDefault(),
            periods.Count == 0 ? null : PictureOf(periods));
    }

    /// <summary>How many can start beside the sessions that run now: within the license, and for a shared one within what is free on the server.</summary>
    private long BesideRunning(SeatUse use, bool isReserved)
    {
        var free = isReserved ? Limit.Unlimited : use.Left.Most(Kind);
        return License is null ? free : Math.Min(free, Beside(License.Seats, License.InUse));
    }

    /// <summary>The most of the kind that an allowance serves beside what is used of it.</summary>
    private long Beside(Seats allowed, Seats used)
    {
        var over = used.Minus(allowed);
        var others = over.Kinds.Where(k => k != Kind).Sum(k => over[k]);
        var generic = new Seats([], allowed.Generic).Minus(new Seats([], others)).Generic;
        var most = new Seats([new(Kind, allowed[Kind])], generic).Most(Kind);
        return most == Limit.Unlimited ? most : Math.Max(0, most - used[Kind]);
    }

    private TimelinePicture PictureOf(List<(DateTimeOffset From, DateTimeOffset To, long Most)> periods) => new()
    {
        Title = "How many would start, over time",
        Now = At,
        IsWithGeneric = true,
        Periods = Overlay.Of(periods[0].From, periods[^1].To,
            [.. periods.Select(p => new Segment(p.From, p.To, new Seats([new(Kind, p.Most)])))], [new Segment(periods[0].From, periods[^1].To, new Seats([new(Kind, Count)]))]),
        Layers = [Layer.AskedFor],
    };
}
