using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Chains;

/// <summary>What a license file allows as a function of time: every server license of its chain counts, and the session license at its end.</summary>
/// <remarks>
/// Immutable. A license that is not activated is shown as its right holder would have it; one that is suspended or revoked, or below
/// such a license, allows nothing at any instant.
/// </remarks>
public sealed class EffectiveTimeline
{
    private readonly Timeline[] _timelines;
    private readonly IReadOnlyList<string> _ownKinds;
    private readonly bool _isActive;

    private EffectiveTimeline(Chain chain)
    {
        var session = chain.SessionLicense?.Claims;
        _isActive = chain.Links.All(l => l.State == LicenseState.Active);
        _timelines =
        [
            .. Enumerable.Range(0, chain.Links.Count).Select(chain.Rights.TimelineOf),
            .. session is null ? Array.Empty<Timeline>() : [Timeline.Of(session.NotBefore, StandingRules.EndOf(session, chain.Rights), session.Seats, session.Stages)],
        ];
        Start = UnixTime.ToInstant(Math.Max(chain.Rights.ValidFrom, session?.ValidFrom ?? 0));
        End = UnixTime.ToInstant(_timelines.Min(t => t.End));
        Kinds = [.. chain.Links.SelectMany(l => l.Seats.Kinds).Concat(session?.Seats.Kinds ?? []).Distinct().Order(StringComparer.Ordinal)];
        _ownKinds = (session?.Seats ?? chain.Leaf.Seats).Kinds;
    }

    /// <summary>The kinds that any license of the file names, in ordinal order.</summary>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>First instant at which every license of the file applies.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>First instant from which on nothing is allowed; the end of the year 9999 for a perpetual license.</summary>
    public DateTimeOffset End { get; }

    /// <summary>The timeline of a verified file.</summary>
    public static EffectiveTimeline Of(Chain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return new(chain);
    }

    /// <summary>The most seats of one kind alone that every license of the file allows, generic ones included; see <see cref="Seats.Most"/>.</summary>
    public long Most(string kind, DateTimeOffset at) => Most(kind, UnixTime.Of(at));

    /// <summary>The seats of the last license of the file by itself; zero outside its period.</summary>
    public Seats Own(DateTimeOffset at) => Own(UnixTime.Of(at));

    /// <summary>The first instant after <paramref name="at"/> at which the seats of a license of the file change; null when they never do again.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at) => NextChange(UnixTime.Of(at)) is { } next ? UnixTime.ToInstant(next) : null;

    /// <summary>The periods of [from, to) in which nothing changes, in order and without a gap; empty when <paramref name="to"/> is not after <paramref name="from"/>.</summary>
    public IReadOnlyList<EffectiveSegment> Segments(DateTimeOffset from, DateTimeOffset to)
    {
        var segments = new List<EffectiveSegment>();
        var end = UnixTime.Of(to);
        for (var at = UnixTime.Of(from); at < end;)
        {
            var next = Math.Min(NextChange(at) ?? end, end);
            var segment = SegmentAt(at, next);
            if (segments.Count > 0 && segments[^1] is var last && last.AllowsTheSame(segment))
            {
                segments[^1] = last with { To = segment.To };
            }
            else
            {
                segments.Add(segment);
            }

            at = next;
        }

        return segments;
    }

    internal long Most(string kind, long at) => _isActive ? LeastOf(kind, at) : 0;

    /// <summary>When the number of seats of this kind changes next; null when it never does.</summary>
    internal long? NextChange(string kind, long at)
    {
        var now = Most(kind, at);
        var next = NextChange(at);
        while (next is { } then && Most(kind, then) == now)
        {
            next = NextChange(then);
        }

        return next;
    }

    /// <summary>What one link allows by itself.</summary>
    internal Seats SeatsOf(int link, long at) => _timelines[link].At(at);

    /// <summary>When the seats of one link change next.</summary>
    internal long? NextChange(int link, long at) => _timelines[link].NextChange(at);

    /// <summary>True for the links that allow the least of a kind.</summary>
    internal bool Limits(int link, string kind, long at)
    {
        var least = LeastOf(kind, at);
        return least != Limit.Unlimited && SeatsOf(link, at).Most(kind) == least;
    }

    private long LeastOf(string kind, long at) => _timelines.Min(t => t.At(at).Most(kind));

    private long? NextChange(long at) => _timelines.Min(t => t.NextChange(at));

    private Seats Own(long at)
    {
        var own = _timelines[^1].At(at);
        return new(_ownKinds.Select(k => KeyValuePair.Create(k, own[k])), own.Generic);
    }

    private EffectiveSegment SegmentAt(long from, long to)
    {
        var most = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var kind in Kinds)
        {
            most[kind] = Most(kind, from);
        }

        return new(UnixTime.ToInstant(from), UnixTime.ToInstant(to), Own(from), most);
    }
}
