namespace LicenseKit.Sessions.Table;

/// <summary>All rows, in chunks that never move; free ones form a stack, so that an undone removal gets its slot back.</summary>
/// <remarks>Rows never used count as free ones below the stack, lowest first. Chunks are kept when sessions end.</remarks>
internal sealed class SessionRows
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;

    private SessionRow[][] _chunks = [];
    private int _free; // slot + 1
    private int _used;

    /// <summary>Slots from here on were never used.</summary>
    public int End => _used;

    /// <summary>A row that may be free; the slot is one that <see cref="Take"/> gave.</summary>
    public ref SessionRow this[int slot] => ref _chunks[slot >> ChunkBits][slot & (ChunkSize - 1)];

    /// <exception cref="ArgumentOutOfRangeException">No live session has this slot.</exception>
    public ref SessionRow Live(int slot)
    {
        if (!IsLive(slot))
        {
            throw new ArgumentOutOfRangeException(nameof(slot), slot, "No live session has this slot.");
        }

        return ref this[slot];
    }

    public bool IsLive(int slot) => slot >= 0 && slot < _used && this[slot].Group != SessionRow.Free;

    public int Take()
    {
        if (_free != 0)
        {
            var slot = _free - 1;
            _free = this[slot].Next;
            return slot;
        }

        if (_used > SlotIndex.LargestSlot)
        {
            throw new InvalidOperationException($"The table is full: it has {_used} live sessions.");
        }

        if (_used >> ChunkBits == _chunks.Length)
        {
            _chunks = [.. _chunks, new SessionRow[ChunkSize]];
        }

        return _used++;
    }

    public void Return(int slot)
    {
        this[slot] = new SessionRow { Group = SessionRow.Free, Next = _free };
        _free = slot + 1;
    }
}
