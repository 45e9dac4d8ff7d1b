using LicenseKit.Licenses;

namespace LicenseKit.Stages;

/// <summary>The sum of many timelines as a function of time.</summary>
/// <remarks>
/// Immutable: every operation gives another sum that shares most of its tree with this one, so undo and readers cost nothing.
/// A timeline is added or taken away in O(its breakpoints × log n) for n breakpoints of all.
/// </remarks>
internal sealed class SeatSums
{
    private readonly SeatSumNode? _root;

    private SeatSums(SeatSumNode? root) => _root = root;

    /// <summary>The sum of no timeline.</summary>
    public static SeatSums Empty { get; } = new(null);

    /// <summary>True when the sum is zero at every instant.</summary>
    public bool IsEmpty => _root is null;

    /// <summary>The height of the tree: logarithmic in the number of breakpoints.</summary>
    internal int Height => SeatSumNode.HeightOf(_root);

    /// <summary>The sum of these timelines, in O(n log n).</summary>
    public static SeatSums Of(IEnumerable<Timeline> timelines)
    {
        var changes = new List<KeyValuePair<long, SeatCounts>>();
        var kinds = SeatCounts.None;
        foreach (var timeline in timelines)
        {
            for (var i = 0; i < timeline.Starts.Length; i++)
            {
                var change = timeline.ChangeAt(i).WithKindsOf(kinds);
                changes.Add(new(timeline.Starts[i], change));
                kinds = change.Kinds.Count > kinds.Kinds.Count ? change : kinds;
            }
        }

        changes.Sort((a, b) => a.Key.CompareTo(b.Key));
        var sums = new List<KeyValuePair<long, SeatCounts>>(changes.Count);
        for (var (i, next) = (0, 0); i < changes.Count; i = next)
        {
            var sum = SeatCounts.None;
            for (; next < changes.Count && changes[next].Key == changes[i].Key; next++)
            {
                sum = sum.Plus(changes[next].Value);
            }

            if (!sum.IsNone)
            {
                sums.Add(new(changes[i].Key, sum.WithKindsOf(kinds)));
            }
        }

        return With(SeatSumNode.Of(sums.ToArray()));
    }

    /// <summary>The sum with one more timeline.</summary>
    public SeatSums Plus(Timeline timeline) => Replace(null, timeline);

    /// <summary>The sum without a timeline that was added before.</summary>
    public SeatSums Minus(Timeline timeline) => Replace(timeline, null);

    /// <summary>The sum with one timeline in place of another that was added before; touches only where the two differ.</summary>
    public SeatSums Replace(Timeline? was, Timeline? next)
    {
        if (ReferenceEquals(was, next))
        {
            return this;
        }

        was ??= Timeline.Nothing;
        next ??= Timeline.Nothing;
        var root = _root;
        for (var (i, j) = (0, 0); i < was.Starts.Length || j < next.Starts.Length;)
        {
            var isOld = j == next.Starts.Length || (i < was.Starts.Length && was.Starts[i] <= next.Starts[j]);
            var at = isOld ? was.Starts[i] : next.Starts[j];
            var isNew = j < next.Starts.Length && next.Starts[j] == at;
            var change = isNew ? next.ChangeAt(j++) : SeatCounts.None;
            change = isOld ? change.Minus(was.ChangeAt(i++)) : change;
            if (!change.IsNone)
            {
                root = SeatSumNode.Add(root, at, root is null ? change : change.WithKindsOf(root.Sum));
            }
        }

        return ReferenceEquals(root, _root) ? this : With(root);
    }

    /// <summary>The sum at an instant.</summary>
    public SeatCounts At(long at) => SeatSumNode.SumAt(_root, at);

    /// <summary>The first instant after <paramref name="at"/> at which the sum changes; null when it never does again.</summary>
    public long? NextChange(long at) => SeatSumNode.NextAfter(_root, at);

    /// <summary>The first instant of [from, to) at which the sum and <paramref name="extra"/> do not fit an allowance.</summary>
    /// <remarks>
    /// It is <paramref name="from"/> or an instant at which the sum changes. O(log n) where the largest of each figure fit together;
    /// a part of the time where they do not, though each instant does, is searched further.
    /// </remarks>
    public long? FirstMisfit(Seats allowance, SeatCounts extra, long from, long to) => from >= to ? null
        : SeatSumNode.FirstMisfit(_root, _root is null ? extra : extra.WithKindsOf(_root.Sum), allowance, from, to);

    /// <summary>The first instant of [from, to) at which the sum and <paramref name="extra"/> do not fit what is allowed then.</summary>
    public long? FirstMisfit(Timeline allowance, SeatCounts extra, long from, long to)
    {
        for (var at = from; at < to;)
        {
            var end = Math.Min(allowance.NextChange(at) ?? to, to);
            if (FirstMisfit(allowance.At(at), extra, at, end) is { } misfit)
            {
                return misfit;
            }

            at = end;
        }

        return null;
    }

    private static SeatSums With(SeatSumNode? root) => root is null ? Empty : new(root);
}
