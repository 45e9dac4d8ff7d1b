namespace LicenseKit.Sessions.Table;

/// <summary>The slots that may have a hash, one after the other.</summary>
internal ref struct SlotProbe
{
    private readonly int[] _cells;
    private readonly int _tag;
    private int _next;

    public SlotProbe(int[] cells, ulong hash)
    {
        _cells = cells;
        _tag = SlotIndex.Tag(hash);
        _next = SlotIndex.Home(hash, cells.Length);
    }

    public int Slot { get; private set; }

    /// <summary>Where the slot stands.</summary>
    public int Cell { get; private set; }

    public bool MoveNext()
    {
        var cells = _cells;
        while (cells[_next] is var cell and not 0)
        {
            Cell = _next;
            _next = (_next + 1) & (cells.Length - 1);
            if ((cell & ~SlotIndex.SlotMask) == _tag)
            {
                Slot = (cell & SlotIndex.SlotMask) - 1;
                return true;
            }
        }

        return false;
    }
}
