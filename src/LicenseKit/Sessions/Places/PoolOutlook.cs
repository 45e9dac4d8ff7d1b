using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Sessions.Places;

/// <summary>Until when sessions have their place in the pool of a server, under some allowances.</summary>
/// <remarks>Where everything live fits until later than asked, which is nearly always, no session is looked at: one search that is remembered.</remarks>
internal sealed class PoolOutlook
{
    private readonly SeatAllowances _allowances;
    private readonly Ledger _ledger;
    private readonly SessionTable _sessions;
    private readonly ReservedUse _reserved;
    private readonly string? _changed;
    private readonly Dictionary<(int Link, long At), SessionPlaces> _places = [];
    private readonly Clear[] _clear;
    private long _version = -1;

    /// <param name="allowances">What sessions must fit.</param>
    /// <param name="ledger">What was issued.</param>
    /// <param name="sessions">The live sessions.</param>
    /// <param name="reserved">What reserved licenses use beyond what is kept for them.</param>
    /// <param name="changed">A session license that this ledger has otherwise than <paramref name="reserved"/> knows it; null for none.</param>
    public PoolOutlook(SeatAllowances allowances, Ledger ledger, SessionTable sessions, ReservedUse reserved, string? changed = null)
    {
        _allowances = allowances;
        _ledger = ledger;
        _sessions = sessions;
        _reserved = reserved;
        _changed = changed;
        _clear = new Clear[allowances.Links.Count];
    }

    public SeatAllowances Allowances => _allowances;

    /// <summary>The first instant of [from, to) at which a live session has no place, and the index of the link; null when it has one all the time.</summary>
    public (long At, int Link)? FirstWithout(string kind, bool isReserved, long number, long from, long to) =>
        First(SeatCounts.None, places => places.Has(kind, isReserved, number), from, to);

    /// <summary>The same for one more session that would start now.</summary>
    public (long At, int Link)? FirstWithoutOneMore(string kind, bool isReserved, long from, long to) =>
        First(SeatCounts.One(kind), places => places.HasOneMore(kind, isReserved), from, to);

    /// <summary>The next instant after one at which what is allowed or granted changes for a link.</summary>
    public long Next(int link, long at) =>
        Math.Min(_allowances.Links[link].Allowed.NextChange(at) ?? long.MaxValue, _allowances.Granted.NextChange(at) ?? long.MaxValue);

    /// <summary>The first instant of [from, to) at which not all live sessions and <paramref name="more"/> are known to fit; null when they do.</summary>
    public long? NotClear(int link, SeatCounts more, long from, long to) =>
        from >= to ? null : _allowances.Granted.FirstMisfit(_allowances.Links[link].Allowed, Live(to).Plus(more), from, to);

    /// <summary>Who has a place at an instant.</summary>
    public SessionPlaces PlacesAt(int link, long at)
    {
        Forget();
        if (!_places.TryGetValue((link, at), out var places))
        {
            var kept = _allowances.Reserved.At(at);
            places = SessionPlaces.InPool(_allowances.Links[link].Allowed.At(at), _allowances.Granted.At(at).Minus(kept), kept, _sessions, _reserved.OverfullAt(at, _ledger, _changed));
            _places.Add((link, at), places);
        }

        return places;
    }

    private (long At, int Link)? First(SeatCounts more, Func<SessionPlaces, bool> has, long from, long to)
    {
        (long At, int Link)? first = null;
        for (var link = 0; link < _allowances.Links.Count; link++)
        {
            var end = first?.At ?? to;
            for (var at = more.IsNone ? Remembered(link, from, end) : NotClear(link, more, from, end); at is { } instant; at = NotClear(link, more, Next(link, instant), end))
            {
                if (!has(PlacesAt(link, instant)))
                {
                    first = (instant, link);
                    break;
                }
            }
        }

        return first;
    }

    /// <summary>As <see cref="NotClear"/> for the live sessions alone, remembered until one starts or ends.</summary>
    private long? Remembered(int link, long from, long to)
    {
        Forget();
        ref var clear = ref _clear[link];
        if (clear.From > from || (clear.Misfit is { } misfit ? misfit < from : clear.To < to))
        {
            clear = new(from, to, NotClear(link, SeatCounts.None, from, to));
        }

        return clear.Misfit < to ? clear.Misfit : null;
    }

    /// <summary>The live sessions of shared session licenses.</summary>
    public SeatCounts Shared()
    {
        var shared = SeatCounts.None;
        foreach (var c in _sessions.Classes)
        {
            shared = c.IsReserved ? shared : shared.Plus(SeatCounts.Of(c.Kind, c.Order.Count));
        }

        return shared;
    }

    /// <summary>At least what live sessions need beside the grants, at every instant until <paramref name="to"/>.</summary>
    private SeatCounts Live(long to)
    {
        var live = _reserved.AtMost(to).Plus(Shared());
        return _changed is not null && _sessions.Find(_changed) is { IsReserved: true } seats ? live.Plus(SeatCounts.Of(seats.Use)) : live;
    }

    /// <summary>What was found out holds until a session starts or ends.</summary>
    private void Forget()
    {
        if (_version != _sessions.Version)
        {
            _version = _sessions.Version;
            _places.Clear();
            Array.Clear(_clear);
        }
    }

    /// <summary>What was found of [From, To): the first instant at which not everything live is known to fit.</summary>
    private readonly record struct Clear(long From, long To, long? Misfit);
}
