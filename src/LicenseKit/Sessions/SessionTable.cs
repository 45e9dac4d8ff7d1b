using System.Collections.Immutable;
using LicenseKit.Licenses;

namespace LicenseKit.Sessions;

/// <summary>All sessions of a server. Immutable: a step gives a new one, which is in force when it is stored.</summary>
internal sealed record SessionTable
{
    private static readonly Comparer<(long Deadline, string Id)> Order =
        Comparer<(long Deadline, string Id)>.Create((a, b) => a.Deadline != b.Deadline ? a.Deadline.CompareTo(b.Deadline) : string.CompareOrdinal(a.Id, b.Id));

    public static SessionTable Empty { get; } = new();

    public ImmutableDictionary<string, SessionEntry> Live { get; private init; } = ImmutableDictionary<string, SessionEntry>.Empty;

    /// <summary>Ids that are not granted again, and until when.</summary>
    public ImmutableDictionary<string, long> Over { get; private init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Seats in use by session license; licenses and kinds of which none is in use are not named, however many there were.</summary>
    public ImmutableDictionary<string, Seats> Use { get; private init; } = ImmutableDictionary<string, Seats>.Empty;

    /// <summary>Seats in use by all sessions together.</summary>
    public Seats InUse { get; private init; } = Seats.None;

    private ImmutableSortedSet<(long Deadline, string Id)> ByDeadline { get; init; } = ImmutableSortedSet.Create<(long, string)>(Order);

    /// <summary>Most sessions at once since this was told to the parent.</summary>
    public long Peak { get; private init; }

    /// <summary>The first deadline in monotonic milliseconds; null when nobody works.</summary>
    public long? FirstDeadline => ByDeadline.IsEmpty ? null : ByDeadline.Min.Deadline;

    public Seats UseOf(string license) => Use.GetValueOrDefault(license, Seats.None);

    public SessionEntry? FirstLapsed(long ticks) => FirstDeadline <= ticks ? Live[ByDeadline.Min.Id] : null;

    /// <summary>Adds a session, or replaces what is known of one.</summary>
    public SessionTable With(SessionEntry session)
    {
        var table = Live.TryGetValue(session.Id, out var before) ? Without(before) : this;
        var one = Seats.One(session.Kind);
        return table with
        {
            Live = table.Live.SetItem(session.Id, session),
            Use = table.Use.SetItem(session.License, table.UseOf(session.License).Plus(one)),
            InUse = table.InUse.Plus(one),
            ByDeadline = table.ByDeadline.Add((session.Deadline, session.Id)),
            Peak = Math.Max(Peak, table.Live.Count + 1),
        };
    }

    /// <summary>Ends a session; its id is not granted again until then.</summary>
    public SessionTable End(SessionEntry session, long until) => Without(session) with { Over = Over.SetItem(session.Id, until) };

    /// <summary>Remembers an id that was ended in an earlier run.</summary>
    public SessionTable WithOver(string id, long until) => this with { Over = Over.SetItem(id, until) };

    /// <summary>Forgets ids that may be granted again.</summary>
    public SessionTable Forget(long now, Action<string> forgotten)
    {
        var over = Over.Where(o => o.Value <= now).Select(o => o.Key).ToArray();
        Array.ForEach(over, forgotten);
        return over.Length == 0 ? this : this with { Over = Over.RemoveRange(over) };
    }

    public SessionTable WithPeakTold() => this with { Peak = Live.Count };

    private SessionTable Without(SessionEntry session)
    {
        var one = Seats.One(session.Kind);
        var use = UseOf(session.License).Minus(one).OfKindsInUse();
        return this with
        {
            Live = Live.Remove(session.Id),
            Use = use.IsNone ? Use.Remove(session.License) : Use.SetItem(session.License, use),
            InUse = InUse.Minus(one).OfKindsInUse(),
            ByDeadline = ByDeadline.Remove((session.Deadline, session.Id)),
        };
    }
}
