namespace LicenseKit.Licenses;

/// <summary>Signed numbers of seats by kind, plus generic seats: a demand, a sum of demands, or a change of one.</summary>
/// <remarks>
/// Immutable. A kind that is not named counts 0. An unlimited figure counts as <see cref="Unlimited"/>, so that what was added can be taken
/// away again exactly. Instances of the same kinds share the array of their names, so that the usual operation is one loop over numbers.
/// </remarks>
internal sealed class SeatCounts : IEquatable<SeatCounts>
{
    /// <summary>An unlimited figure: more than any limited allowance, and small enough to add up 2^22 of them.</summary>
    public const long Unlimited = 1L << 40;

    /// <summary>Where the part of a demand that needs generic seats stops, so that no sum over the kinds overflows.</summary>
    private const long MostOver = 1L << 61;

    private readonly string[] _kinds;
    private readonly long[] _counts;

    private SeatCounts(string[] sortedKinds, long[] counts, long generic)
    {
        _kinds = sortedKinds;
        _counts = counts;
        Generic = generic;
    }

    /// <summary>Zero of every kind.</summary>
    public static SeatCounts None { get; } = new([], [], 0);

    /// <summary>The kinds in ordinal order, generic not among them.</summary>
    public IReadOnlyList<string> Kinds => _kinds;

    /// <summary>Seats that must come from the shared pool.</summary>
    public long Generic { get; }

    /// <summary>True when every figure is zero.</summary>
    public bool IsNone => Generic == 0 && !_counts.AsSpan().ContainsAnyExcept(0);

    /// <summary>The seats of one kind, without generic ones; 0 for a kind that is not named.</summary>
    public long this[string kind]
    {
        get
        {
            var index = IndexOf(kind);
            return index < 0 ? 0 : _counts[index];
        }
    }

    /// <summary>The same figures; names and numbers are shared where nothing is unlimited.</summary>
    public static SeatCounts Of(Seats seats) => new(seats.SortedKinds, seats.Counts.Contains(Limit.Unlimited)
        ? Array.ConvertAll(seats.Counts, FromLimit)
        : seats.Counts, FromLimit(seats.Generic));

    /// <summary>One seat of one kind, whose name is well-formed.</summary>
    public static SeatCounts One(string kind) => Of(kind, 1);

    /// <summary>So many seats of one kind, whose name is well-formed.</summary>
    public static SeatCounts Of(string kind, long count) => new([kind], [count], 0);

    /// <summary>The sum, figure by figure.</summary>
    public SeatCounts Plus(SeatCounts other)
    {
        if (HasNothing)
        {
            return other;
        }

        if (other.HasNothing)
        {
            return this;
        }

        if (!SharesKinds(other))
        {
            var kinds = KindNames.Union(_kinds, other._kinds);
            return OfKinds(kinds).Plus(other.OfKinds(kinds));
        }

        var counts = new long[_counts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = _counts[i] + other._counts[i];
        }

        return new(_kinds, counts, Generic + other.Generic);
    }

    /// <summary>The difference, figure by figure; it may be negative.</summary>
    public SeatCounts Minus(SeatCounts other)
    {
        if (other.HasNothing)
        {
            return this;
        }

        if (!SharesKinds(other))
        {
            var kinds = KindNames.Union(_kinds, other._kinds);
            return OfKinds(kinds).Minus(other.OfKinds(kinds));
        }

        var counts = new long[_counts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = _counts[i] - other._counts[i];
        }

        return new(_kinds, counts, Generic - other.Generic);
    }

    /// <summary>The larger of the two, figure by figure.</summary>
    public SeatCounts Max(SeatCounts other)
    {
        if (!SharesKinds(other))
        {
            var kinds = KindNames.Union(_kinds, other._kinds);
            return OfKinds(kinds).Max(other.OfKinds(kinds));
        }

        var counts = new long[_counts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = Math.Max(_counts[i], other._counts[i]);
        }

        return new(_kinds, counts, Math.Max(Generic, other.Generic));
    }

    /// <summary>These and the other figures together, but at least the least, figure by figure; what is left out is 0.</summary>
    public SeatCounts PlusAtLeast(SeatCounts? other, SeatCounts? least)
    {
        if (!(other is null || SharesKinds(other)) || !(least is null || SharesKinds(least)))
        {
            return Plus(other ?? None).Max(least ?? None);
        }

        var counts = new long[_counts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            var sum = _counts[i] + (other is null ? 0 : other._counts[i]);
            counts[i] = Math.Max(sum, least is null ? 0 : least._counts[i]);
        }

        return new(_kinds, counts, Math.Max(Generic + (other?.Generic ?? 0), least?.Generic ?? 0));
    }

    /// <summary>True when every figure is at most the other's.</summary>
    public bool IsAtMost(SeatCounts other)
    {
        if (Generic > other.Generic)
        {
            return false;
        }

        var (mine, its) = (0, 0);
        while (mine < _kinds.Length || its < other._kinds.Length)
        {
            var order = SharesKinds(other) ? 0 : KindNames.Compare(_kinds, mine, other._kinds, its);
            var count = order <= 0 ? _counts[mine++] : 0;
            var most = order >= 0 ? other._counts[its++] : 0;
            if (count > most)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The generic seats that this demand lacks: <c>max(0, g + Σ max(0, dₖ − Dₖ) − G)</c>; 0 when it is served.</summary>
    /// <remarks>An unlimited kind of the allowance serves all demand for it, unlimited generic all demand.</remarks>
    public long Excess(Seats allowance) => Math.Max(0, FromGeneric(allowance, null) - allowance.Generic);

    /// <summary>True when the allowance serves this demand.</summary>
    public bool Fits(Seats allowance) => FromGeneric(allowance, null) <= allowance.Generic;

    /// <summary>True when the allowance serves both demands together; nothing is allocated where they share their kinds.</summary>
    public bool FitsWith(SeatCounts other, Seats allowance) => SharesKinds(other)
        ? FromGeneric(allowance, other) <= allowance.Generic
        : Plus(other).Fits(allowance);

    /// <summary>True when one more seat of the kind adds no excess: <c>dₖ &lt; Dₖ</c>, or <c>g + Σ max(0, dⱼ − Dⱼ) &lt; G</c>.</summary>
    public bool HasPlaceFor(string kind, Seats allowance)
    {
        var index = IndexOf(kind);
        var have = index >= 0 && ReferenceEquals(_kinds, allowance.SortedKinds) ? allowance.Counts[index] : allowance[kind];
        var count = index < 0 ? 0 : _counts[index];
        return count < have || FromGeneric(allowance, null) < allowance.Generic; // Limit.Unlimited is larger than any count
    }

    /// <summary>The same figures as seats: a negative one is 0, one of at least <see cref="Unlimited"/> is unlimited.</summary>
    public Seats ToSeats() => Seats.OfSorted(_kinds, Array.ConvertAll(_counts, ToLimit), ToLimit(Generic));

    /// <summary>The same figures over the kinds of both, in the array of the other where that has them all.</summary>
    /// <remarks>Changes nothing when that would be more than <see cref="Seats.MaxKinds"/>.</remarks>
    public SeatCounts WithKindsOf(SeatCounts other)
    {
        var kinds = KindNames.Union(other._kinds, _kinds);
        return kinds.Length <= Seats.MaxKinds ? OfKinds(kinds) : this;
    }

    /// <summary>The same without the kinds whose figure is 0.</summary>
    public SeatCounts WithoutZeros() => Array.IndexOf(_counts, 0) < 0 ? this
        : new([.. _kinds.Where((_, i) => _counts[i] != 0)], Array.FindAll(_counts, c => c != 0), Generic);

    /// <inheritdoc/>
    public bool Equals(SeatCounts? other) =>
        other is not null && (ReferenceEquals(this, other) || (IsAtMost(other) && other.IsAtMost(this)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SeatCounts);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = HashCode.Combine(Generic);
        for (var i = 0; i < _kinds.Length; i++)
        {
            hash = _counts[i] == 0 ? hash : HashCode.Combine(hash, _kinds[i], _counts[i]); // a kind with 0 equals one not named
        }

        return hash;
    }

    /// <summary><c>developer 5, execution unlimited, generic -3</c>.</summary>
    public override string ToString() =>
        string.Join(", ", _kinds.Zip(_counts).Append((Seats.GenericName, Generic)).Select(f => $"{f.Item1} {Text(f.Item2)}"));

    /// <summary>True of <see cref="None"/> and its like: there is not even a kind with 0.</summary>
    private bool HasNothing => _kinds.Length == 0 && Generic == 0;

    private bool SharesKinds(SeatCounts other) => ReferenceEquals(_kinds, other._kinds);

    private int IndexOf(string kind) => Array.BinarySearch(_kinds, kind, StringComparer.Ordinal);

    /// <summary>The seats that must be generic, <c>g + Σ max(0, dₖ − Dₖ)</c>, of this demand and one of the same kinds together.</summary>
    private long FromGeneric(Seats allowance, SeatCounts? more)
    {
        var (have, names) = (allowance.Counts, allowance.SortedKinds);
        var isShared = ReferenceEquals(_kinds, names);
        var (over, its) = (0L, 0);
        for (var i = 0; i < _counts.Length; i++)
        {
            while (!isShared && KindNames.Compare(names, its, _kinds, i) < 0)
            {
                its++;
            }

            var isNamed = isShared || (its < names.Length && names[its] == _kinds[i]);
            var most = isNamed ? have[isShared ? i : its] : 0;
            var count = _counts[i] + (more is null ? 0 : more._counts[i]);
            over = count > most ? Math.Min(over + (count - most), MostOver) : over;
        }

        return over + Generic + (more is null ? 0 : more.Generic);
    }

    /// <summary>These figures over kinds that contain the present ones.</summary>
    private SeatCounts OfKinds(string[] kinds)
    {
        if (ReferenceEquals(kinds, _kinds))
        {
            return this;
        }

        if (kinds.Length == _kinds.Length)
        {
            return new(kinds, _counts, Generic);
        }

        var counts = new long[kinds.Length];
        for (var (i, mine) = (0, 0); mine < _kinds.Length; i++)
        {
            counts[i] = kinds[i] == _kinds[mine] ? _counts[mine++] : 0;
        }

        return new(kinds, counts, Generic);
    }

    private static long FromLimit(long count) => count == Limit.Unlimited ? Unlimited : count;

    private static long ToLimit(long count) => count >= Unlimited ? Limit.Unlimited : Math.Max(0, count);

    private static string Text(long count) => Seats.Text(count >= Unlimited ? Limit.Unlimited : count);
}
