using LicenseKit.Licenses;

namespace LicenseKit.Sessions.Table;

/// <summary>Seats in use by kind; a kind of which none is in use is not kept.</summary>
internal sealed class SeatCounter
{
    private string[] _kinds = new string[2]; // ordinal order
    private long[] _counts = new long[2];
    private int _used;
    private Seats _last = Seats.None;
    private bool _isLast = true;

    /// <summary>The counts now. Computed when asked for after a change, not at each change.</summary>
    public Seats Seats
    {
        get
        {
            if (!_isLast)
            {
                _last = _used == 0 ? Seats.None : _last.WithSorted(_kinds.AsSpan(0, _used), _counts.AsSpan(0, _used), generic: 0);
                _isLast = true;
            }

            return _last;
        }
    }

    public void Add(string kind)
    {
        var at = Find(kind);
        if (at < 0)
        {
            at = ~at;
            Insert(at, kind);
        }

        _counts[at]++;
        _isLast = false;
    }

    public void Remove(string kind)
    {
        var at = Find(kind);
        if (--_counts[at] == 0)
        {
            _used--;
            Array.Copy(_kinds, at + 1, _kinds, at, _used - at);
            Array.Copy(_counts, at + 1, _counts, at, _used - at);
            _kinds[_used] = null!;
        }

        _isLast = false;
    }

    private int Find(string kind) => Array.BinarySearch(_kinds, 0, _used, kind, StringComparer.Ordinal);

    private void Insert(int at, string kind)
    {
        if (_used == _kinds.Length)
        {
            Array.Resize(ref _kinds, _used * 2);
            Array.Resize(ref _counts, _used * 2);
        }

        Array.Copy(_kinds, at, _kinds, at + 1, _used - at);
        Array.Copy(_counts, at, _counts, at + 1, _used - at);
        _kinds[at] = kind;
        _counts[at] = 0;
        _used++;
    }
}
