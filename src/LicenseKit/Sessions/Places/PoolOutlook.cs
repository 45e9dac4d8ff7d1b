using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Sessions.Places;

/// <summary>Until when sessions have their place in the pool of a server, under some allowances.</summary>
/// <remarks>Where everything live fits until later than asked, which is nearly always, no session is looked at: one search that is remembered.</remarks>
/// <param name="allowances">What sessions must fit.</param>
/// <param name="ledger">What was issued.</param>
/// <param name="sessions">The live sessions.</param>
/// <param name="reserved">What reserved licenses use beyond what is kept for them.</param>
/// <param name="changed">A session license that this ledger has otherwise than <paramref name="reserved"/> knows it; null for none.</param>
internal sealed class PoolOutlook(SeatAllowances allowances, Ledger ledger, SessionTable sessions, ReservedUse reserved, string? changed = null)
{
    /// <summary>The number of a session that is newer than all others.</summary>
    private const long Newest = long.MaxValue;

    /// <summary>Most instants that are remembered: time goes on while sessions only renew.</summary>
    private const int MostInstants = 256;

    private readonly Dictionary<long, SessionPlaces> _places = [];
    private Clear _clear;
    private long _version = -1;

    public SeatAllowances Allowances => allowances;

    /// <summary>The first instant of [from, to) at which a live session has no place, and the index of the link that limits; null when it has one all the time.</summary>
    public (long At, int Link)? FirstWithout(string kind, bool isReserved, long number, long from, long to)
    {
        for (var at = Remembered(from, to); at is { } instant; at = NotClear(SeatCounts.None, Next(instant), to))
        {
            var places = PlacesAt(instant);
            if (!places.Has(kind, isReserved, number))
            {
                return (instant, Math.Max(0, places.LimitOf(kind, isReserved, number)));
            }
        }

        return null;
    }

    /// <summary>The same for one more session that would start now.</summary>
    public (long At, int Link)? FirstWithoutOneMore(string kind, bool isReserved, long from, long to)
    {
        var one = SeatCounts.One(kind);
        for (var at = NotClear(one, from, to); at is { } instant; at = NotClear(one, Next(instant), to))
        {
            if (PlacesAt(instant).LimitOf(kind, isReserved, Newest) is >= 0 and var link)
            {
                return (instant, link);
            }
        }

        return null;
    }

    /// <summary>The next instant after one at which what is allowed or granted changes.</summary>
    public long Next(long at)
    {
        var next = allowances.Granted.NextChange(at) ?? long.MaxValue;
        foreach (var (_, allowed) in allowances.Links)
        {
            next = Math.Min(next, allowed.NextChange(at) ?? long.MaxValue);
        }

        return next;
    }

    /// <summary>The first instant of [from, to) at which not all live sessions and <paramref name="more"/> are known to fit every link; null when they do.</summary>
    public long? NotClear(SeatCounts more, long from, long to)
    {
        if (from >= to)
        {
            return null;
        }

        long? first = null;
        var live = Live(to).Plus(more);
        foreach (var (_, allowed) in allowances.Links)
        {
            first = allowances.Granted.FirstMisfit(allowed, live, from, first ?? to) ?? first;
        }

        return first;
    }

    /// <summary>Who has a place at an instant.</summary>
    public SessionPlaces PlacesAt(long at)
    {
        Forget();
        if (!_places.TryGetValue(at, out var places))
        {
            if (_places.Count == MostInstants)
            {
                _places.Clear();
            }

            var kept = allowances.Reserved.At(at);
            places = SessionPlaces.InPool(
                [.. allowances.Links.Select(l => l.Allowed.At(at))], allowances.Granted.At(at).Minus(kept), kept, sessions, reserved.OverfullAt(at, ledger, changed));
            _places.Add(at, places);
        }

        return places;
    }

    /// <summary>The live sessions of shared session licenses.</summary>
    public SeatCounts Shared()
    {
        var shared = SeatCounts.None;
        foreach (var c in sessions.Classes)
        {
            shared = c.IsReserved ? shared : shared.Plus(SeatCounts.Of(c.Kind, c.Count));
        }

        return shared;
    }

    /// <summary>As <see cref="NotClear"/> for the live sessions alone, remembered until one starts or ends.</summary>
    private long? Remembered(long from, long to)
    {
        Forget();
        if (_clear.From > from || (_clear.Misfit is { } misfit ? misfit < from : _clear.To < to))
        {
            _clear = new(from, to, NotClear(SeatCounts.None, from, to));
        }

        return _clear.Misfit < to ? _clear.Misfit : null;
    }

    /// <summary>At least what live sessions need beside the grants, at every instant until <paramref name="to"/>.</summary>
    private SeatCounts Live(long to)
    {
        var live = reserved.AtMost(to).Plus(Shared());
        return changed is not null && sessions.Find(changed) is { IsReserved: true } seats ? live.Plus(SeatCounts.Of(seats.Use)) : live;
    }

    /// <summary>What was found out holds until a session starts or ends.</summary>
    private void Forget()
    {
        if (_version != sessions.Version)
        {
            _version = sessions.Version;
            _places.Clear();
            _clear = default;
        }
    }

    /// <summary>What was found of [From, To): the first instant at which not everything live is known to fit.</summary>
    private readonly record struct Clear(long From, long To, long? Misfit);
}
