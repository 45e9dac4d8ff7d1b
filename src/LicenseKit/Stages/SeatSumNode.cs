using LicenseKit.Licenses;

namespace LicenseKit.Stages;

/// <summary>A breakpoint of <see cref="SeatSums"/> with those before (left) and after it (right): an immutable AVL tree.</summary>
/// <remarks>Heights of two siblings differ by at most 2, as in OCaml's Map: fewer rotations, still logarithmic.</remarks>
internal sealed class SeatSumNode
{
    private const int MostDifference = 2;

    private readonly SeatSumNode? _left;
    private readonly SeatSumNode? _right;
    private readonly int _height;

    private SeatSumNode(SeatSumNode? left, long at, SeatCounts change, SeatSumNode? right, SeatCounts? through = null)
    {
        (_left, At, Change, _right) = (left, at, change, right);
        _height = Math.Max(HeightOf(left), HeightOf(right)) + 1;
        Through = through ?? (left is null ? change : left.Sum.Plus(change));
        Sum = right is null ? Through : Through.Plus(right.Sum);
        Peak = Through.PlusAtLeast(right?.Peak, left?.Peak);
    }

    /// <summary>The breakpoint of another node, between other subtrees.</summary>
    private SeatSumNode(SeatSumNode? left, SeatSumNode middle, SeatSumNode? right)
        : this(left, middle.At, middle.Change, right, ReferenceEquals(left, middle._left) ? middle.Through : null)
    {
    }

    /// <summary>The instant of the breakpoint.</summary>
    public long At { get; }

    /// <summary>What changes there; never none.</summary>
    public SeatCounts Change { get; }

    /// <summary>The sum of the changes in this subtree up to and including this breakpoint.</summary>
    public SeatCounts Through { get; }

    /// <summary>The sum of all changes in this subtree.</summary>
    public SeatCounts Sum { get; }

    /// <summary>For each figure the largest sum of the first changes of this subtree, of none of them too: at least 0.</summary>
    public SeatCounts Peak { get; }

    /// <summary>The height of a tree.</summary>
    public static int HeightOf(SeatSumNode? node) => node is null ? 0 : node._height;

    /// <summary>A tree with one more change, which joins the one at the same instant; a breakpoint without a change is removed.</summary>
    public static SeatSumNode? Add(SeatSumNode? node, long at, SeatCounts change)
    {
        if (node is null)
        {
            return new(null, at, change, null);
        }

        if (at == node.At)
        {
            var both = node.Change.Plus(change);
            both = both.Kinds.Count > Seats.MaxKinds ? both.WithoutZeros() : both;
            return both.IsNone ? Join(node._left, node._right) : new(node._left, at, both, node._right);
        }

        return at < node.At
            ? Balance(Add(node._left, at, change), node, node._right)
            : Balance(node._left, node, Add(node._right, at, change));
    }

    /// <summary>A tree of changes in ascending order of their instants.</summary>
    public static SeatSumNode? Of(ReadOnlySpan<KeyValuePair<long, SeatCounts>> changes)
    {
        if (changes.IsEmpty)
        {
            return null;
        }

        var middle = changes.Length / 2;
        return new(Of(changes[..middle]), changes[middle].Key, changes[middle].Value, Of(changes[(middle + 1)..]));
    }

    /// <summary>The sum of all changes up to and including an instant.</summary>
    public static SeatCounts SumAt(SeatSumNode? node, long at)
    {
        var sum = SeatCounts.None;
        while (node is not null)
        {
            sum = node.At <= at ? sum.Plus(node.Through) : sum;
            node = node.At <= at ? node._right : node._left;
        }

        return sum;
    }

    /// <summary>The first breakpoint after an instant.</summary>
    public static long? NextAfter(SeatSumNode? node, long at)
    {
        long? next = null;
        while (node is not null)
        {
            next = node.At > at ? node.At : next;
            node = node.At > at ? node._left : node._right;
        }

        return next;
    }

    /// <summary>The first instant of [from, to) at which the sum does not fit: <paramref name="from"/> or a breakpoint.</summary>
    /// <param name="node">Where to search.</param>
    /// <param name="before">The demand just before this subtree; it is known to fit where that is after <paramref name="from"/>.</param>
    /// <param name="allowance">What is allowed all the time.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The first instant after the last.</param>
    public static long? FirstMisfit(SeatSumNode? node, SeatCounts before, Seats allowance, long from, long to)
    {
        if (node is null)
        {
            return before.Fits(allowance) ? null : from;
        }

        if (before.FitsWith(node.Peak, allowance))
        {
            return null;
        }

        if (node.At >= to)
        {
            return FirstMisfit(node._left, before, allowance, from, to);
        }

        if (node.At > from && FirstMisfit(node._left, before, allowance, from, to) is { } first)
        {
            return first;
        }

        var here = before.Plus(node.Through);
        return node.At > from && !here.Fits(allowance) ? node.At : FirstMisfit(node._right, here, allowance, from, to);
    }

    /// <summary>A breakpoint between two subtrees whose heights differ by at most one more than they may.</summary>
    private static SeatSumNode Balance(SeatSumNode? left, SeatSumNode middle, SeatSumNode? right)
    {
        if (HeightOf(left) > HeightOf(right) + MostDifference)
        {
            return RotateRight(left!, middle, right);
        }

        return HeightOf(right) > HeightOf(left) + MostDifference ? RotateLeft(left, middle, right!) : new(left, middle, right);
    }

    private static SeatSumNode RotateRight(SeatSumNode left, SeatSumNode middle, SeatSumNode? right)
    {
        if (left._right is not { } inner || HeightOf(left._left) >= inner._height)
        {
            return new(left._left, left, new SeatSumNode(left._right, middle, right));
        }

        return new(new SeatSumNode(left._left, left, inner._left), inner, new SeatSumNode(inner._right, middle, right));
    }

    private static SeatSumNode RotateLeft(SeatSumNode? left, SeatSumNode middle, SeatSumNode right)
    {
        if (right._left is not { } inner || HeightOf(right._right) >= inner._height)
        {
            return new(new SeatSumNode(left, middle, right._left), right, right._right);
        }

        return new(new SeatSumNode(left, middle, inner._left), inner, new SeatSumNode(inner._right, right, right._right));
    }

    /// <summary>Two neighbouring subtrees of one parent without it.</summary>
    private static SeatSumNode? Join(SeatSumNode? left, SeatSumNode? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        var first = right;
        while (first._left is not null)
        {
            first = first._left;
        }

        return Balance(left, first, WithoutFirst(right));
    }

    private static SeatSumNode? WithoutFirst(SeatSumNode node) =>
        node._left is null ? node._right : Balance(WithoutFirst(node._left), node, node._right);
}
