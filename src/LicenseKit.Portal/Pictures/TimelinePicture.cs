using LicenseKit.Licenses;
using LicenseKit.Portal.Words;

namespace LicenseKit.Portal.Pictures;

/// <summary>What a timeline shows: an allowance as a function of time, and what is taken of it.</summary>
internal sealed record TimelinePicture
{
    /// <summary>As many periods as a picture is wide enough to show; more of them are joined, but for those in which the allowance changes.</summary>
    public const int MostPeriods = 240;

    private IReadOnlyList<string>? _kinds;

    /// <summary>What the picture is, for those who do not see it.</summary>
    public required string Title { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Adjacent periods; the first series of each is the allowance, the others are the layers.</summary>
    public required IReadOnlyList<Overlay> Periods { get; init; }

    /// <summary>What the series after the first one are.</summary>
    public IReadOnlyList<Layer> Layers { get; init; } = [];

    /// <summary>Named periods.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset From, DateTimeOffset To)> Stages { get; init; } = [];

    /// <summary>True when the allowance of a kind has Generic in it already: what is beyond it does not fit.</summary>
    public bool IsWithGeneric { get; init; }

    public DateTimeOffset From => Periods[0].From;

    public DateTimeOffset To => Periods[^1].To;

    /// <summary>Every kind that any series names, and Generic where any has some.</summary>
    public IReadOnlyList<string> Kinds => _kinds ??= KindsOf();

    /// <summary>The period that is now; null when the window does not touch it.</summary>
    public Overlay? Current => Periods.FirstOrDefault(p => p.From <= Now && Now < p.To);

    /// <summary>The next change of the allowance after now.</summary>
    public DateTimeOffset? NextChange => Current is { } current
        ? Periods.SkipWhile(p => p != current).Skip(1).FirstOrDefault(p => !p.Seats[0].Equals(current.Seats[0]))?.From
        : null;

    /// <summary>True when something is taken that no allowance covers.</summary>
    public bool HasTooMany => Periods.Any(p => IsWithGeneric ? Taken(p).Any(t => t.Over > 0) : TooMany(p) > 0);

    /// <summary>True when a kind takes from Generic somewhere.</summary>
    public bool HasOver => !IsWithGeneric && Periods.Any(p => Taken(p).Any(t => t.Over > 0));

    /// <summary>Per kind but Generic, what the layers take and how much of it is beyond the kind's own seats.</summary>
    public static IEnumerable<(string Kind, long Taken, long Over)> Taken(Overlay period)
    {
        var allowed = period.Seats[0];
        foreach (var kind in period.Seats.SelectMany(s => s.Kinds).Distinct(StringComparer.Ordinal))
        {
            var taken = period.Seats.Skip(1).Aggregate(0L, (sum, s) => Add(sum, s[kind]));
            yield return (kind, taken, allowed[kind] == Limit.Unlimited || taken <= allowed[kind] ? 0 : taken == Limit.Unlimited ? taken : taken - allowed[kind]);
        }
    }

    /// <summary>What is taken of Generic: by the layers themselves, and by kinds beyond their own seats.</summary>
    public static long TakenOfGeneric(Overlay period) =>
        period.Seats.Skip(1).Select(s => s.Generic).Concat(Taken(period).Select(t => t.Over)).Aggregate(0L, Add);

    /// <summary>What is taken of a kind, Generic included.</summary>
    public static long TakenOf(Overlay period, string kind) =>
        kind == Seats.GenericName ? TakenOfGeneric(period) : Taken(period).Where(t => t.Kind == kind).Sum(t => t.Taken);

    /// <summary>How many seats do not fit after all of Generic.</summary>
    public static long TooMany(Overlay period) =>
        TakenOfGeneric(period) is var taken && (period.Seats[0].Generic == Limit.Unlimited || taken <= period.Seats[0].Generic) ? 0
            : taken == Limit.Unlimited ? taken : taken - period.Seats[0].Generic;

    private string[] KindsOf()
    {
        var kinds = Periods.SelectMany(p => p.Seats).SelectMany(s => s.Kinds).Distinct(StringComparer.Ordinal);
        return [.. Say.InOrder(HasOver || Periods.Any(p => p.Seats.Any(s => s.Generic > 0)) ? kinds.Append(Seats.GenericName) : kinds)];
    }

    private static long Add(long a, long b) => a == Limit.Unlimited || b == Limit.Unlimited ? Limit.Unlimited : a + b;
}
