using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Portal.Pictures;
using LicenseKit.Portal.Words;
using LicenseKit.Stages;

namespace LicenseKit.Portal.Pages;

/// <summary>What the first page shows.</summary>
internal sealed record HomeModel(Chain? Held, ServerStatus? Status, LicenseFault? Problem, SeatUse? Use, LicenseCounts? Licenses, TimelinePicture? Timeline, string LicenseCode, IReadOnlyList<Attention.Item> Attention)
{
    private const int YearsBefore = 1;
    private const int YearsAfter = 3;
    private const int LeastDays = 90;

    public static HomeModel Of(ILicenseServer server, IIssuer issuer, IReadOnlyList<Attention.Item> attention)
    {
        var usage = issuer.Usage().Value;
        var now = server.ClockStatus.Now;
        var use = server.Use().Value;
        return new(server.Held, server.Status().Value, server.Problem, use, usage?.Licenses,
            server.Held is { } held ? Picture(held, usage, use, now) : null, server.LicenseCode, attention);
    }

    /// <summary>The own allowance, what children hold, what is reserved, and the sessions that run now.</summary>
    private static TimelinePicture Picture(Chain held, IssuerUsage? usage, SeatUse? use, DateTimeOffset now)
    {
        var segments = usage?.Segments ?? [];
        var end = Say.IsForever(held.Leaf.Expires) ? segments is [.., var last] ? last.From : now : held.Leaf.Expires + held.Leaf.Grace;
        var (from, to) = Window(held.Leaf.NotBefore, end, now);
        return new()
        {
            Title = "Allowance and use over time",
            Now = now,
            Periods = OverlayJoins.Thin(Overlay.Of(from, to,
                [.. Stages.Timeline.Of(held.Leaf).Segments(from, to)],
                [.. segments.Select(s => new Segment(s.From, s.To, s.Granted.Minus(s.Reserved)))],
                [.. segments.Select(s => new Segment(s.From, s.To, s.Reserved))],
                use is null || use.Shared.IsNone ? [] : [new Segment(now, now + ((to - from) / 200), use.Shared)]), TimelinePicture.MostPeriods),
            Layers = [Layer.Children, Layer.Reserved, Layer.Sessions],
            Stages = [.. held.Leaf.Stages.Select(s => (s.Name, s.From, s.To))],
        };
    }

    /// <summary>From the start of a license to a while after the last thing that happens, but no longer than can be looked at.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Window(DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
    {
        var from = start > now.AddYears(-YearsBefore) ? start : now.AddYears(-YearsBefore);
        var latest = now.AddYears(YearsAfter);
        var to = end < latest ? end : latest;
        to = to > now.AddDays(LeastDays) ? to : now.AddDays(LeastDays);
        return (from < to ? from : to.AddDays(-1), to);
    }
}
