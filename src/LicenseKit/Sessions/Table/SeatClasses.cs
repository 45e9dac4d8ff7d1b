using LicenseKit.Licenses;

namespace LicenseKit.Sessions.Table;

/// <summary>The classes with a live session, in ordinal order of their kinds, the shared one first.</summary>
internal sealed class SeatClasses
{
    private readonly List<SeatClass> _classes = [];
    private Seats? _use;
    private Seats _last = Seats.None;

    public IReadOnlyList<SeatClass> All => _classes;

    /// <summary>Seats in use by all sessions together. Computed when asked for after a change, not at each change.</summary>
    public Seats Use => _use ??= _last = KindCounts.Sum(_last, _classes);

    public SeatClass? Find(string kind, bool isReserved) => IndexOf(kind, isReserved) is var at and >= 0 ? _classes[at] : null;

    public void Add(string kind, bool isReserved, long number)
    {
        Take(kind, isReserved).Order.Add(number);
        _use = null;
    }

    public void Remove(string kind, bool isReserved, long number)
    {
        var at = IndexOf(kind, isReserved);
        _classes[at].Order.Remove(number);
        RemoveWhenEmpty(at);
        _use = null;
    }

    /// <summary>Moves the sessions of a group into the reserved class of its kind, or back into the shared one.</summary>
    public void Move(SessionGroup group, bool toReserved)
    {
        var to = Take(group.Kind, toReserved).Order;
        for (var rank = 0; rank < group.Count; rank++)
        {
            to.Add(group.Order.At(rank));
        }

        var at = IndexOf(group.Kind, !toReserved);
        var from = _classes[at].Order;
        for (var rank = group.Count - 1; rank >= 0; rank--) // the newest first: the fewest others are behind it
        {
            from.Remove(group.Order.At(rank));
        }

        RemoveWhenEmpty(at);
    }

    private SeatClass Take(string kind, bool isReserved)
    {
        var at = IndexOf(kind, isReserved);
        if (at < 0)
        {
            at = ~at;
            _classes.Insert(at, new(kind, isReserved));
        }

        return _classes[at];
    }

    private void RemoveWhenEmpty(int at)
    {
        if (_classes[at].Count == 0)
        {
            _classes.RemoveAt(at);
        }
    }

    private int IndexOf(string kind, bool isReserved)
    {
        var at = KindCounts.Find(_classes, kind);
        if (at < 0 || _classes[at].IsReserved == isReserved)
        {
            return at;
        }

        if (!isReserved)
        {
            return ~at; // only the reserved one is there
        }

        at++;
        return at < _classes.Count && _classes[at].Kind == kind ? at : ~at;
    }
}
