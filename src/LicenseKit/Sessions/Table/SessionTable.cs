using LicenseKit.Licenses;

namespace LicenseKit.Sessions.Table;

/// <summary>All live sessions of a server, changed in place. At most 96 bytes a session at a million, index and wheel included.</summary>
/// <remarks>
/// Not synchronized: it has one owner. Changes are undone last one first: <see cref="Add"/> by <see cref="Remove"/>, <see cref="Remove"/>
/// by <see cref="Add"/> with the same values, which gives the same slot, and <see cref="Move"/> by <see cref="Move"/>.
/// The same calls give the same slots in any table.
/// </remarks>
internal sealed class SessionTable
{
    private readonly KeyedHash _hash = KeyedHash.Create();
    private readonly SessionRows _rows = new();
    private readonly SlotIndex _index;
    private readonly DeadlineWheel _wheel;
    private readonly NamePool _licenses = new();
    private readonly NamePool _kinds = new();
    private readonly SeatCounter _inUse = new();
    private SeatCounter?[] _useOf = []; // by number of the license

    public SessionTable()
    {
        _index = new(slot => _hash.Of(_rows[slot].Id));
        _wheel = new(_rows);
    }

    /// <summary>Live sessions.</summary>
    public int Count { get; private set; }

    /// <summary>Most sessions at once since this was set. <see cref="Add"/> raises it, and no undo lowers it.</summary>
    public long Peak { get; set; }

    /// <summary>Seats in use by all sessions together, without kinds of which there is none.</summary>
    public Seats InUse => _inUse.Seats;

    /// <summary>Licenses with a live session.</summary>
    public IEnumerable<string> Licenses => Enumerable.Range(0, _licenses.Capacity).Select(i => _licenses[i]).OfType<string>();

    /// <summary>Ids that are not granted again for a while.</summary>
    public OverIds Over { get; } = new();

    /// <summary>The earliest ticks at which <see cref="FirstDue"/> may find a session; null when there is none.</summary>
    /// <remarks>
    /// Exact to the bucket for the next 17 minutes, then early by less than that. What left the far end of the wheel (97 days) may still be
    /// given once.
    /// </remarks>
    public long? NextDue => _wheel.NextDue;

    /// <exception cref="ArgumentOutOfRangeException">No live session has this slot.</exception>
    public ref readonly SessionRow this[int slot] => ref _rows.Live(slot);

    /// <summary>Seats in use under one session license.</summary>
    public Seats UseOf(string license) => _licenses.Find(license) is var number and >= 0 ? _useOf[number]!.Seats : Seats.None;

    public bool TryFind(in SessionId id, out int slot)
    {
        for (var probe = _index.Find(_hash.Of(id)); probe.MoveNext();)
        {
            if (_rows[probe.Slot].Id == id)
            {
                slot = probe.Slot;
                return true;
            }
        }

        slot = -1;
        return false;
    }

    public string LicenseOf(int slot) => _licenses[_rows.Live(slot).License]!;

    public string KindOf(int slot) => _kinds[_rows.Live(slot).Kind]!;

    /// <summary>Starts a session and gives its slot: the one freed last, or the next new one.</summary>
    /// <exception cref="InvalidOperationException">The id is live.</exception>
    public int Add(in SessionId id, long number, string license, string kind, long n, long deadline, SessionFlags flags)
    {
        ArgumentNullException.ThrowIfNull(license);
        ArgumentNullException.ThrowIfNull(kind);
        if (TryFind(id, out _))
        {
            throw new InvalidOperationException($"Session {id} is live; end it before it is added again.");
        }

        var slot = _rows.Take();
        ref var row = ref _rows[slot];
        row = new()
        {
            Id = id,
            Number = number,
            N = n,
            Deadline = deadline,
            License = _licenses.Take(license),
            Kind = _kinds.Take(kind),
            Flags = flags,
        };
        _index.Add(_hash.Of(id), slot);
        _wheel.Add(slot);
        CounterOf(row.License).Add(KindOf(slot));
        _inUse.Add(KindOf(slot));
        Count++;
        Peak = Math.Max(Peak, Count);
        return slot;
    }

    /// <summary>A renewal, or the undo of one. Allocates nothing.</summary>
    public void Move(int slot, long n, long deadline, SessionFlags flags)
    {
        ref var row = ref _rows.Live(slot);
        row.N = n;
        row.Flags = flags;
        _wheel.Move(slot, deadline);
    }

    /// <summary>Ends a session.</summary>
    public void Remove(int slot)
    {
        ref var row = ref _rows.Live(slot);
        var kind = _kinds[row.Kind]!;
        _inUse.Remove(kind);
        CounterOf(row.License).Remove(kind);
        _kinds.Return(row.Kind);
        ReturnLicense(row.License);
        _wheel.Remove(slot);
        _index.Remove(_hash.Of(row.Id), slot);
        _rows.Return(slot);
        Count--;
    }

    /// <summary>The slot of a session whose deadline has passed, or -1: never before the deadline, less than 125 ms after it.</summary>
    /// <remarks>
    /// The session stays. Which one is given among several is not defined. Ticks may go back, at the cost of placing all sessions anew.
    /// </remarks>
    public int FirstDue(long ticks) => _wheel.FirstDue(ticks);

    /// <summary>All live slots, lowest first.</summary>
    public IEnumerable<int> Slots() => Enumerable.Range(0, _rows.End).Where(_rows.IsLive);

    private SeatCounter CounterOf(int license)
    {
        if (license >= _useOf.Length)
        {
            Array.Resize(ref _useOf, _licenses.Capacity);
        }

        return _useOf[license] ??= new();
    }

    private void ReturnLicense(int license)
    {
        _licenses.Return(license);
        if (_licenses[license] is null)
        {
            _useOf[license] = null;
        }
    }
}
