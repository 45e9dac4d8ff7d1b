using LicenseKit.Licenses;

namespace LicenseKit.Sessions.Table;

/// <summary>All live sessions of a server, changed in place. At most 96 bytes a session at a million, index and wheel included.</summary>
/// <remarks>
/// Not synchronized: it has one owner. Changes are undone last one first: <see cref="Add"/> by <see cref="Remove"/>, <see cref="Remove"/>
/// by <see cref="Add"/> with the same values, which gives the same slot, <see cref="Move"/> by <see cref="Move"/>, and
/// <see cref="SetReserved"/> by <see cref="SetReserved"/> with the former value.
/// The same calls give the same slots in any table.
/// </remarks>
internal sealed class SessionTable
{
    private readonly KeyedHash _hash = KeyedHash.Create();
    private readonly SessionRows _rows = new();
    private readonly SlotIndex _index;
    private readonly DeadlineWheel _wheel;
    private readonly SessionGroups _groups = new();
    private readonly SeatClasses _classes = new();

    public SessionTable()
    {
        _index = new(slot => _hash.Of(_rows[slot].Id));
        _wheel = new(_rows);
    }

    /// <summary>Live sessions.</summary>
    public int Count { get; private set; }

    /// <summary>No live session has a later deadline, in monotonic milliseconds; one that is over may have had it.</summary>
    public long LatestDeadline { get; private set; } = long.MinValue / 2;

    /// <summary>Most sessions at once since this was set. <see cref="Add"/> raises it, and no undo lowers it.</summary>
    public long Peak { get; set; }

    /// <summary>Rises with every call of <see cref="Add"/>, <see cref="Remove"/> and <see cref="SetReserved"/>.</summary>
    public long Version { get; private set; }

    /// <summary>Seats in use by all sessions together, without kinds of which there is none.</summary>
    public Seats InUse => _classes.Use;

    /// <summary>Licenses with a live session.</summary>
    public IEnumerable<string> Licenses => _groups.Licenses;

    /// <summary>All live sessions by kind and by whether their license is reserved, without classes that have none.</summary>
    /// <remarks>In ordinal order of the kinds, the shared class first. A class that was empty in between is another object.</remarks>
    public IReadOnlyList<SeatClass> Classes => _classes.All;

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
    public Seats UseOf(string license) => _groups.Find(license)?.Use ?? Seats.None;

    /// <summary>A session license with a live session; null when it has none.</summary>
    public LicenseSeats? Find(string license) => _groups.Find(license);

    /// <summary>One of <see cref="Classes"/>; null when it is empty.</summary>
    public SeatClass? ClassOf(string kind, bool reserved) => _classes.Find(kind, reserved);

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

    public SessionGroup GroupOf(int slot) => _groups[_rows.Live(slot).Group];

    public string LicenseOf(int slot) => GroupOf(slot).License.Name;

    public string KindOf(int slot) => GroupOf(slot).Kind;

    /// <summary>Starts a session and gives its slot: the one freed last, or the next new one.</summary>
    /// <exception cref="InvalidOperationException">
    /// The id is live, the number is one of the same class, or live sessions of the license are in the other class.
    /// </exception>
    public int Add(in SessionId id, long number, string license, string kind, bool reserved, long n, long deadline, SessionFlags flags)
    {
        ArgumentNullException.ThrowIfNull(license);
        ArgumentNullException.ThrowIfNull(kind);
        Check(id, number, license, kind, reserved);
        var slot = _rows.Take();
        var group = _groups.Take(license, kind, reserved);
        _rows[slot] = new() { Id = id, Number = number, N = n, Deadline = deadline, Group = group.Index, Flags = flags };
        group.Order.Add(number);
        group.License.Changed();
        _classes.Add(kind, reserved, number);
        _index.Add(_hash.Of(id), slot);
        _wheel.Add(slot);
        LatestDeadline = Math.Max(LatestDeadline, deadline);
        Count++;
        Peak = Math.Max(Peak, Count);
        Version++;
        return slot;
    }

    /// <summary>Puts all sessions of a license into the classes of reserved or of shared licenses.</summary>
    public void SetReserved(string license, bool reserved)
    {
        if (_groups.Find(license) is { } seats && seats.IsReserved != reserved)
        {
            seats.IsReserved = reserved;
            foreach (var group in seats.Groups)
            {
                _classes.Move(group, reserved);
            }
        }

        Version++;
    }

    /// <summary>A renewal, or the undo of one. Allocates nothing.</summary>
    public void Move(int slot, long n, long deadline, SessionFlags flags)
    {
        ref var row = ref _rows.Live(slot);
        row.N = n;
        row.Flags = flags;
        LatestDeadline = Math.Max(LatestDeadline, deadline);
        _wheel.Move(slot, deadline);
    }

    /// <summary>Ends a session.</summary>
    public void Remove(int slot)
    {
        ref var row = ref _rows.Live(slot);
        var group = _groups[row.Group];
        _classes.Remove(group.Kind, group.License.IsReserved, row.Number);
        group.Order.Remove(row.Number);
        group.License.Changed();
        if (group.Count == 0)
        {
            _groups.Return(group);
        }

        _wheel.Remove(slot);
        _index.Remove(_hash.Of(row.Id), slot);
        _rows.Return(slot);
        Count--;
        Version++;
    }

    /// <summary>The slot of a session whose deadline has passed, or -1: never before the deadline, less than 125 ms after it.</summary>
    /// <remarks>
    /// The session stays. Which one is given among several is not defined. Ticks may go back, at the cost of placing all sessions anew.
    /// </remarks>
    public int FirstDue(long ticks) => _wheel.FirstDue(ticks);

    /// <summary>All live slots, lowest first.</summary>
    public IEnumerable<int> Slots() => Enumerable.Range(0, _rows.End).Where(_rows.IsLive);

    private void Check(in SessionId id, long number, string license, string kind, bool reserved)
    {
        if (TryFind(id, out _))
        {
            throw new InvalidOperationException($"Session {id} is live; end it before it is added again.");
        }

        if (_groups.Find(license) is { } seats && seats.IsReserved != reserved)
        {
            throw new InvalidOperationException(
                $"The live sessions of '{license}' are {(reserved ? "shared" : "reserved")}; call {nameof(SetReserved)} first.");
        }

        if (_classes.Find(kind, reserved)?.Order.Contains(number) == true)
        {
            throw new InvalidOperationException($"Number {number} is that of a live session of kind '{kind}'; give each session its own.");
        }
    }
}
