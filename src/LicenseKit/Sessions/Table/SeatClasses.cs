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
        var at = IndexOf(kind, isReserved);
        if (at < 0)
        {
            at = ~at;
            _classes.Insert(at, new(kind, isReserved));
        }

        _classes[at].Order.Add(number);
        _use = null;
    }

    public void Remove(string kind, bool isReserved, long number)
    {
        var at = IndexOf(kind, isReserved);
        _classes[at].Order.Remove(number);
        if (_classes[at].Count == 0)
        {
            _classes.RemoveAt(at);
        }

        _use = null;
    }

    /// <summary>Moves the sessions of a group into the reserved class of its kind, or back into the shared one.</summary>
    public void Move(SessionGroup group, bool toReserved)
    {
        for (var rank = 0; rank < group.Count; rank++)
        {
            var number = group.Order.At(rank);
            Add(group.Kind, toReserved, number);
            Remove(group.Kind, !toReserved, number);
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
