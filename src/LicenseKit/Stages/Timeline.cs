using LicenseKit.Licenses;

namespace LicenseKit.Stages;

/// <summary>The allowance of a license as a function of time: its base, and the stages that replace it for a while.</summary>
/// <remarks>Immutable and piecewise constant; zero outside nbf..exp+grace. Two timelines need comparing at their breakpoints only.</remarks>
public sealed class Timeline
{
    /// <summary>Of so many periods a search needs no table.</summary>
    private const int Few = 16;

    private readonly long[] _starts;
    private readonly Seats[] _seats;

    /// <summary>Made by the first search among many periods. A race makes it twice.</summary>
    private TimeSlots? _slots;

    /// <summary>The period asked for last: time goes slowly, so the next question is mostly about it. A race costs a search.</summary>
    private int _recent;

    private Timeline(long[] starts, Seats[] seats)
    {
        _starts = starts;
        _seats = seats;
    }

    /// <summary>Nothing, ever.</summary>
    public static Timeline Nothing { get; } = new([], []);

    /// <summary>True when it allows nothing at any instant.</summary>
    internal bool AllowsNothing => Array.TrueForAll(_seats, s => s.IsNone);

    /// <summary>The first instant from which on nothing is allowed.</summary>
    internal long End => _starts.Length == 0 ? 0 : _starts[^1];

    /// <summary>The instants at which a period of constant allowance starts, in ascending order.</summary>
    internal ReadOnlySpan<long> Starts => _starts;

    /// <summary>The timeline of a server license.</summary>
    public static Timeline Of(ServerLicense license)
    {
        ArgumentNullException.ThrowIfNull(license);
        return Of(license.Claims);
    }

    /// <summary>The timeline of a session license.</summary>
    public static Timeline Of(SessionLicense license)
    {
        ArgumentNullException.ThrowIfNull(license);
        return Of(license.Claims);
    }

    /// <summary>What base and stages, as a person writes them, allow between two instants, whether or not an issuer has as much.</summary>
    /// <returns>The fault when the stages contradict each other or are malformed.</returns>
    public static Outcome<Timeline> Of(Seats baseSeats, IReadOnlyList<StageDraft> stages, DateTimeOffset start, DateTimeOffset end)
    {
        ArgumentNullException.ThrowIfNull(baseSeats);
        ArgumentNullException.ThrowIfNull(stages);
        return StagePlan.Resolve(baseSeats, stages).Is(out var plan, out var fault) ? Of(UnixTime.Of(start), UnixTime.Of(end), plan.Base, plan.Stages) : fault;
    }

    internal static Timeline Of(ServerLicenseClaims license) => Of(license.NotBefore, license.End, license.Seats, license.Stages);

    internal static Timeline Of(SessionLicenseClaims license) => Of(license.NotBefore, license.Expires, license.Seats, license.Stages);

    /// <summary>Periods of constant allowance by their starts, which ascend; nothing before the first.</summary>
    internal static Timeline Of(long[] starts, Seats[] seats) => new(starts, seats);

    /// <summary>A base from <paramref name="start"/> to <paramref name="end"/>, replaced by the stages where they are.</summary>
    internal static Timeline Of(long start, long end, Seats baseSeats, IReadOnlyList<Stage> stages)
    {
        var starts = new long[(2 * stages.Count) + 2];
        var seats = new Seats[starts.Length];
        var count = 0;
        var at = start;
        foreach (var stage in stages)
        {
            var from = Math.Max(stage.FromSeconds, at);
            var to = Math.Min(stage.ToSeconds, end);
            if (from >= to)
            {
                continue;
            }

            if (from > at)
            {
                (starts[count], seats[count++]) = (at, baseSeats);
            }

            (starts[count], seats[count++]) = (from, stage.Seats);
            at = to;
        }

        if (at < end)
        {
            (starts[count], seats[count++]) = (at, baseSeats);
        }

        (starts[count], seats[count++]) = (end, Seats.None);
        Array.Resize(ref starts, count);
        Array.Resize(ref seats, count);
        return new(starts, seats);
    }

    /// <summary>The allowance in force at an instant; zero outside nbf..exp+grace.</summary>
    public Seats At(DateTimeOffset at) => At(UnixTime.Of(at));

    /// <summary>The first instant after <paramref name="at"/> at which the allowance changes; null when it never does again.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at) => NextChange(UnixTime.Of(at)) is { } next ? UnixTime.ToInstant(next) : null;

    /// <summary>The periods of constant allowance that touch [from, to), zero ones included.</summary>
    public IEnumerable<Segment> Segments(DateTimeOffset from, DateTimeOffset to)
    {
        var end = UnixTime.Of(to);
        for (var at = UnixTime.Of(from); at < end;)
        {
            var next = Math.Min(NextChange(at) ?? end, end);
            yield return new Segment(UnixTime.ToInstant(at), UnixTime.ToInstant(next), At(at));
            at = next;
        }
    }

    internal Seats At(long at)
    {
        var index = IndexAt(at);
        return index < 0 ? Seats.None : _seats[index];
    }

    internal long? NextChange(long at)
    {
        var index = IndexAt(at) + 1;
        return index < _starts.Length ? _starts[index] : null;
    }

    /// <summary>The allowance in the period that starts at <c>Starts[index]</c>.</summary>
    internal Seats SeatsAt(int index) => _seats[index];

    /// <summary>The change of the allowance at <c>Starts[index]</c>.</summary>
    internal SeatCounts ChangeAt(int index) =>
        SeatCounts.Of(_seats[index]).Minus(index == 0 ? SeatCounts.None : SeatCounts.Of(_seats[index - 1]));

    /// <summary>The first instant of [from, to) at which this timeline cannot serve the other; null when it always can.</summary>
    internal long? FirstMisfit(Timeline demand, long from, long to)
    {
        for (long? at = from; at < to; at = Earlier(NextChange(at.Value), demand.NextChange(at.Value)))
        {
            if (!At(at.Value).Serves(demand.At(at.Value)))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>For each kind and generic the larger of the two, at every instant; equal neighbouring periods are one.</summary>
    internal static Timeline Max(Timeline a, Timeline b) => Merge(a, b, (x, y) => x.Max(y));

    /// <summary>Both together, at every instant; equal neighbouring periods are one.</summary>
    internal static Timeline Add(Timeline a, Timeline b) => Merge(a, b, (x, y) => x.Plus(y));

    private static Timeline Merge(Timeline a, Timeline b, Func<Seats, Seats, Seats> operation)
    {
        var starts = new long[a._starts.Length + b._starts.Length];
        var seats = new Seats[starts.Length];
        var (ofA, ofB, last) = (Seats.None, Seats.None, Seats.None);
        var count = 0;
        for (var (i, j) = (0, 0); i + j < starts.Length;)
        {
            var (nextA, nextB) = (a.StartOf(i), b.StartOf(j));
            ofA = nextA <= nextB ? a._seats[i++] : ofA;
            ofB = nextB <= nextA ? b._seats[j++] : ofB;
            var next = operation(ofA, ofB);
            if (!next.Equals(last))
            {
                (starts[count], seats[count++]) = (Math.Min(nextA, nextB), next);
                last = next;
            }
        }

        return count == 0 ? Nothing : new(starts[..count], seats[..count]);
    }

    private static long? Earlier(long? a, long? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);

    /// <summary>Where a period starts; after the last one, later than any instant.</summary>
    private long StartOf(int index) => index < _starts.Length ? _starts[index] : long.MaxValue;

    private int IndexAt(long at)
    {
        var recent = _recent;
        if (recent + 1 < _starts.Length && (_starts[recent] <= at) & (at < _starts[recent + 1]))
        {
            return recent;
        }

        var found = LastStartedBy(at);
        _recent = Math.Max(found, 0);
        return found;
    }

    /// <summary>The last period that has started at an instant; -1 before the first. No branch depends on the instant: a processor would guess every second one wrongly.</summary>
    private int LastStartedBy(long at)
    {
        if (_starts.Length == 0 || at < _starts[0])
        {
            return -1;
        }

        var (found, count) = _starts.Length <= Few ? (0, _starts.Length) : (_slots ??= TimeSlots.Of(_starts)).Around(at);
        while (count > 1)
        {
            var half = count / 2;
            found += half & -(_starts[found + half] <= at ? 1 : 0);
            count -= half;
        }

        return found;
    }
}
