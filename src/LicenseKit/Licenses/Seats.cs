using System.Globalization;
using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>Numbers of seats by kind, plus generic seats that can serve any kind: an allowance, or a demand.</summary>
/// <remarks>Immutable. A kind that is not named counts 0. Counts are 0..999 999 999 or <see cref="Limit.Unlimited"/>.</remarks>
[JsonConverter(typeof(SeatsJsonConverter))]
public sealed class Seats : IEquatable<Seats>
{
    /// <summary>The name of the pool on the wire; no kind may have it.</summary>
    public const string GenericName = "generic";

    /// <summary>Most kinds that one license may name.</summary>
    public const int MaxKinds = 16;

    private readonly string[] _kinds;
    private readonly long[] _counts;

    /// <summary>Seats by kind and generic seats; the order of kinds does not matter.</summary>
    /// <exception cref="ArgumentException">A kind is malformed or named twice, or a count is negative.</exception>
    public Seats(IEnumerable<KeyValuePair<string, long>> byKind, long generic = 0)
    {
        ArgumentNullException.ThrowIfNull(byKind);
        ArgumentOutOfRangeException.ThrowIfNegative(generic);
        var sorted = byKind.OrderBy(k => k.Key, StringComparer.Ordinal).ToArray();
        _kinds = Array.ConvertAll(sorted, k => k.Key);
        _counts = Array.ConvertAll(sorted, k => k.Value);
        Generic = generic;
        for (var i = 0; i < _kinds.Length; i++)
        {
            if (!Names.IsKind(_kinds[i]) || (i > 0 && _kinds[i] == _kinds[i - 1]) || _counts[i] < 0)
            {
                throw new ArgumentException($"'{_kinds[i]}' is not a seat kind that may stand here with count {_counts[i]}.", nameof(byKind));
            }
        }
    }

    private Seats(string[] sortedKinds, long[] counts, long generic)
    {
        _kinds = sortedKinds;
        _counts = counts;
        Generic = generic;
    }

    /// <summary>No seat of any kind.</summary>
    public static Seats None { get; } = new([], [], 0);

    /// <summary>The kinds in ordinal order, generic not among them.</summary>
    public IReadOnlyList<string> Kinds => _kinds;

    /// <summary>Seats in the shared pool.</summary>
    public long Generic { get; }

    /// <summary>True when every count is zero.</summary>
    public bool IsNone => Generic == 0 && Array.TrueForAll(_counts, c => c == 0);

    /// <summary>The seats of one kind, without generic ones; 0 for a kind that is not named.</summary>
    public long this[string kind]
    {
        get
        {
            var index = Array.BinarySearch(_kinds, kind, StringComparer.Ordinal);
            return index < 0 ? 0 : _counts[index];
        }
    }

    /// <summary>One seat of one kind.</summary>
    public static Seats One(string kind) => new([kind], [1], 0);

    /// <summary>None of the kinds that most licenses have.</summary>
    internal static Seats OfUsualKinds { get; } = new(["developer", "execution"], [0, 0], 0);

    /// <summary>The array of the kinds in ordinal order; it is shared and never written to.</summary>
    internal string[] SortedKinds => _kinds;

    /// <summary>The array of the counts, in the order of <see cref="SortedKinds"/>; it is shared and never written to.</summary>
    internal long[] Counts => _counts;

    /// <summary>Seats of kinds that are well-formed and in order, with good counts; the arrays are not written to afterwards.</summary>
    internal static Seats OfSorted(string[] kinds, long[] counts, long generic) => new(kinds, counts, generic);

    /// <summary>Other counts, made by a reader that has checked kinds, their order and counts; the names are shared where they are the same.</summary>
    internal Seats WithSorted(ReadOnlySpan<string> kinds, ReadOnlySpan<long> counts, long generic) =>
        new(kinds.SequenceEqual(_kinds) ? _kinds : kinds.ToArray(), counts.ToArray(), generic);

    /// <summary>Other counts of the same kinds; the array is kept.</summary>
    internal Seats WithCounts(long[] counts) => new(_kinds, counts, Generic);

    /// <summary>The name after so many kinds in the order of the wire, where the pool stands among them.</summary>
    internal string? NameAt(int kinds, bool beforeGeneric) =>
        kinds < _kinds.Length && !(beforeGeneric && string.CompareOrdinal(GenericName, _kinds[kinds]) < 0) ? _kinds[kinds]
        : beforeGeneric ? GenericName : null;

    /// <summary>True when this allowance can serve the demand: <c>g + Σ max(0, dₖ − Dₖ) ≤ G</c>.</summary>
    /// <remarks>For two kinds these are Hall's four inequalities. The relation is transitive and additive, so one test serves sessions, children and sums.</remarks>
    public bool Serves(Seats demand)
    {
        ArgumentNullException.ThrowIfNull(demand);
        if (Generic == Limit.Unlimited)
        {
            return true;
        }

        if (demand.Generic == Limit.Unlimited)
        {
            return false;
        }

        var fromGeneric = demand.Generic;
        for (var i = 0; i < demand._kinds.Length && fromGeneric <= Generic; i++)
        {
            var have = this[demand._kinds[i]];
            var want = demand._counts[i];
            if (have == Limit.Unlimited || want <= have)
            {
                continue;
            }

            if (want == Limit.Unlimited)
            {
                return false;
            }

            fromGeneric += want - have;
        }

        return fromGeneric <= Generic;
    }

    /// <summary>Both together; unlimited plus anything is unlimited.</summary>
    public Seats Plus(Seats other) => Combine(other, Limit.Add);

    /// <summary>For each kind and generic the larger of the two.</summary>
    public Seats Max(Seats other) => Combine(other, Math.Max);

    /// <summary>For each kind and generic what is left after taking the other away, never below zero; unlimited stays.</summary>
    public Seats Minus(Seats other) => Combine(other, (a, b) => a == Limit.Unlimited ? a : b == Limit.Unlimited ? 0 : Math.Max(0, a - b));

    /// <summary>The same without the kinds of which there is none.</summary>
    internal Seats OfKindsInUse() => Array.IndexOf(_counts, 0) < 0 ? this
        : new([.. _kinds.Where((_, i) => _counts[i] != 0)], Array.FindAll(_counts, c => c != 0), Generic);

    /// <summary>The most of one kind alone that fits: its own seats and all generic ones, but no more than the largest limited figure, 999 999 999, unless it is unlimited.</summary>
    /// <remarks>A demand is a limited figure or unlimited, so nothing that fits is left out.</remarks>
    public long Most(string kind) => Limit.Add(this[kind], Generic) is var sum && sum == Limit.Unlimited ? sum : Math.Min(sum, Limit.Largest);

    /// <inheritdoc/>
    public bool Equals(Seats? other) => other is not null && (HasSameKinds(other)
        ? Generic == other.Generic && _counts.AsSpan().SequenceEqual(other._counts)
        : Combine(other, (a, b) => a == b ? 0 : 1).IsNone);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Seats);

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

    /// <summary><c>developer 5, execution 20, generic 3</c>.</summary>
    public override string ToString() => string.Join(", ", All().Select(s => $"{s.Key} {Text(s.Value)}"));

    /// <summary>Every kind and last generic, with its count.</summary>
    public IEnumerable<KeyValuePair<string, long>> All()
    {
        for (var i = 0; i < _kinds.Length; i++)
        {
            yield return new(_kinds[i], _counts[i]);
        }

        yield return new(GenericName, Generic);
    }

    internal bool HasSameKinds(Seats other) => _kinds.AsSpan().SequenceEqual(other._kinds);

    internal static string Text(long count) => count == Limit.Unlimited ? "unlimited" : count.ToString(CultureInfo.InvariantCulture);

    private Seats Combine(Seats other, Func<long, long, long> operation)
    {
        ArgumentNullException.ThrowIfNull(other);
        var kinds = new string[_kinds.Length + other._kinds.Length];
        var counts = new long[kinds.Length];
        var (mine, its, count) = (0, 0, 0);
        while (mine < _kinds.Length || its < other._kinds.Length)
        {
            var order = mine == _kinds.Length ? 1 : its == other._kinds.Length ? -1 : string.CompareOrdinal(_kinds[mine], other._kinds[its]);
            kinds[count] = order <= 0 ? _kinds[mine] : other._kinds[its];
            counts[count++] = operation(order <= 0 ? _counts[mine++] : 0, order >= 0 ? other._counts[its++] : 0);
        }

        return new(count == _kinds.Length ? _kinds : kinds[..count], counts[..count], operation(Generic, other.Generic));
    }
}
