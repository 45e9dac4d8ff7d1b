using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Sessions.Places;

/// <summary>What reserved session licenses use beyond what is kept for them, kept up to date as sessions, licenses and time go on.</summary>
/// <remarks>Derived from table and ledger. A change of one license costs O(log licenses); a license that no session uses costs nothing.</remarks>
internal sealed class ReservedUse(SessionTable sessions)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly SortedSet<(long At, string License)> _changes = new(Comparer<(long At, string License)>.Create(
        (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.License, b.License)));

    private readonly HashSet<string> _overfull = new(StringComparer.Ordinal);
    private long _now = long.MinValue;

    /// <summary>What all of them use now beyond what is kept for them.</summary>
    public SeatCounts Extra { get; private set; } = SeatCounts.None;

    /// <summary>The sessions of a license, or what is kept for it, are others.</summary>
    public void Refresh(string license, Ledger ledger)
    {
        if (_entries.Remove(license, out var was))
        {
            Extra = Extra.Minus(was.Extra);
            _changes.Remove((was.NextChange, license));
            _overfull.Remove(license);
        }

        if (sessions.Find(license) is not { IsReserved: true } seats || !ledger.Sessions.TryGetValue(license, out var grant))
        {
            return;
        }

        var entry = new Entry(ExtraOf(UseOf(seats), grant.Reserved.At(_now)), grant.Reserved.NextChange(_now) ?? long.MaxValue);
        _entries.Add(license, entry);
        _changes.Add((entry.NextChange, license));
        Extra = Extra.Plus(entry.Extra);
        if (!entry.Extra.IsNone)
        {
            _overfull.Add(license);
        }
    }

    /// <summary>Time went on, or back.</summary>
    public void MoveTo(long now, Ledger ledger)
    {
        var before = _now;
        _now = now;
        if (now < before)
        {
            RefreshAll(ledger);
            return;
        }

        while (_changes.Count > 0 && _changes.Min is var (at, license) && at <= now)
        {
            Refresh(license, ledger);
        }
    }

    /// <summary>Everything anew.</summary>
    public void RefreshAll(Ledger ledger)
    {
        foreach (var license in sessions.Licenses.Union(_entries.Keys).ToArray())
        {
            Refresh(license, ledger);
        }
    }

    /// <summary>At least what they use beyond what is kept for them, at every instant from now to before <paramref name="until"/>.</summary>
    public SeatCounts AtMost(long until)
    {
        var bound = Extra;
        foreach (var (_, license) in ChangingBefore(until))
        {
            bound = bound.Plus(UseOf(sessions.Find(license)!));
        }

        return bound;
    }

    /// <summary>The licenses that use more than is kept for them at an instant, now or later.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="ledger">What is kept then, by which ledger.</param>
    /// <param name="changed">A license that this ledger has otherwise than the one that was followed; null for none.</param>
    public IReadOnlyList<OverfullLicense> OverfullAt(long at, Ledger ledger, string? changed = null)
    {
        var overfull = new List<OverfullLicense>();
        foreach (var license in _overfull.Concat(ChangingBefore(at + 1).Select(c => c.License)).Concat(changed is null ? [] : [changed]).Distinct())
        {
            if (sessions.Find(license) is { IsReserved: true } seats && ledger.Sessions.TryGetValue(license, out var grant)
                && grant.Reserved.At(at) is var kept && !ExtraOf(UseOf(seats), kept).IsNone)
            {
                overfull.Add(new(seats, kept));
            }
        }

        return overfull;
    }

    /// <summary>What a use takes beyond what is kept, where it does not fit that.</summary>
    public static SeatCounts ExtraOf(SeatCounts use, Seats kept) =>
        use.Fits(kept) ? SeatCounts.None : use.Max(SeatCounts.Of(kept)).Minus(SeatCounts.Of(kept));

    private static SeatCounts UseOf(LicenseSeats seats) => SeatCounts.Of(seats.Use);

    private IEnumerable<(long At, string License)> ChangingBefore(long until)
    {
        foreach (var change in _changes)
        {
            if (change.At >= until)
            {
                yield break;
            }

            yield return change;
        }
    }

    private readonly record struct Entry(SeatCounts Extra, long NextChange);
}
