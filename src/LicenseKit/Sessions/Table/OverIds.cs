namespace LicenseKit.Sessions.Table;

/// <summary>
/// Ids that are not granted again for a while: released, ended or lapsed ones. At most <see cref="Most"/>; the oldest is dropped when it is
/// full.
/// </summary>
/// <remarks>
/// A ring of entries in order of their numbers and of time, 24 bytes each, with an index by id. Of an id the first 16 bytes are kept.
/// Numbers rise without gaps but for those of <see cref="Load"/>; the number gives the place in the ring.
/// </remarks>
internal sealed class OverIds
{
    public const int Most = 1_000_000;

    private readonly KeyedHash _hash = KeyedHash.Create();
    private readonly OverRing _ring = new();
    private readonly SlotIndex _index;
    private readonly int _most;
    private long _oldest = 1;
    private long _forgotten;

    /// <param name="most">Less than <see cref="Most"/> in tests.</param>
    public OverIds(int most = Most)
    {
        _most = most;
        _index = new(place => HashOf(_ring[place]));
    }

    public int Count { get; private set; }

    /// <summary>The number of the newest entry, forgotten or not; 0 before the first.</summary>
    public long Newest { get; private set; }

    /// <summary>Entries for tests, oldest first.</summary>
    internal IEnumerable<(long Number, UInt128 Prefix, long Until)> Entries =>
        from number in Enumerable.Range(0, (int)(Newest - _oldest + 1)).Select(i => _oldest + i)
        where !_ring[OverRing.PlaceOf(number)].IsGap
        let entry = _ring[OverRing.PlaceOf(number)]
        select (number, new UInt128(entry.First, entry.Second), entry.Until);

    private bool IsEmpty => Newest < _oldest;

    /// <summary>
    /// Refuses an id while ticks are before <paramref name="until"/>, or before that of an older entry if it is later. Gives the entry's
    /// number.
    /// </summary>
    public long Add(in SessionId id, long until)
    {
        Append(new(id.A, id.B, NotBefore(until)));
        return Newest;
    }

    /// <summary>An entry with the number that it had, at a start. Numbers rise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above <see cref="Newest"/>.</exception>
    public void Load(in SessionId id, long number, long until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(number, Newest);
        until = NotBefore(until);
        if (IsEmpty || number - Newest > _most)
        {
            DropTo(Newest);
            _oldest = number;
            Newest = number - 1;
        }

        while (Newest < number - 1)
        {
            Append(OverEntry.Gap);
        }

        Append(new(id.A, id.B, until));
    }

    public bool Contains(in SessionId id, long ticks)
    {
        for (var probe = _index.Find(_hash.Of(id.A, id.B)); probe.MoveNext();)
        {
            ref readonly var entry = ref _ring[probe.Slot];
            if (entry.First == id.A && entry.Second == id.B && ticks < entry.Until)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Undoes the last <see cref="Add"/>. What that one dropped stays dropped; what was forgotten since stays forgotten and keeps its
    /// number.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is not the newest.</exception>
    public void TakeBack(long number)
    {
        if (number != Newest || number == 0)
        {
            throw new InvalidOperationException($"Entry {number} is not the newest, {Newest}; take back the last one first.");
        }

        if (!IsEmpty)
        {
            Remove(number);
            Newest--;
        }
    }

    /// <summary>
    /// Forgets all that may be granted again. Gives the highest number that was ever forgotten or dropped, 0 if none: what is stored up to
    /// it may be deleted.
    /// </summary>
    public long Forget(long ticks)
    {
        while (!IsEmpty && _ring[OverRing.PlaceOf(_oldest)].Until <= ticks)
        {
            DropTo(_oldest);
        }

        return _forgotten;
    }

    private void Append(OverEntry entry)
    {
        if (Newest - _oldest + 1 == _most)
        {
            DropTo(_oldest);
        }

        Newest++;
        var place = OverRing.PlaceOf(Newest);
        _ring.Set(place, entry);
        if (!entry.IsGap)
        {
            _index.Add(HashOf(entry), place);
            Count++;
        }
    }

    /// <summary>Drops the oldest ones up to a number.</summary>
    private void DropTo(long number)
    {
        for (; _oldest <= number; _oldest++)
        {
            Remove(_oldest);
            _ring.Leave(OverRing.PlaceOf(_oldest));
            _forgotten = _oldest;
        }
    }

    private void Remove(long number)
    {
        var place = OverRing.PlaceOf(number);
        if (!_ring[place].IsGap)
        {
            _index.Remove(HashOf(_ring[place]), place);
            Count--;
        }
    }

    /// <summary>Entries are forgotten in order, so none ends before an older one.</summary>
    private long NotBefore(long until) => IsEmpty ? until : Math.Max(until, _ring[OverRing.PlaceOf(Newest)].Until);

    private ulong HashOf(in OverEntry entry) => _hash.Of(entry.First, entry.Second);
}
