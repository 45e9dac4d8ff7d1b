namespace LicenseKit.Sessions.Table;

/// <summary>
/// Slots by hash: 256 open-addressing tables of int, each of which grows alone, so that no addition waits for all to be moved.
/// </summary>
/// <remarks>
/// Keys are not kept: <see cref="Find"/> gives candidates that the caller compares, and <paramref name="hashOf"/> gives the hash of a slot
/// when cells move.
/// A cell is 0 or (slot + 1) with 5 bits of the hash, which rule out 31 of 32 others without a read of their row. Equal keys may be added
/// several times.
/// </remarks>
internal sealed class SlotIndex(Func<int, ulong> hashOf)
{
    public const int LargestSlot = SlotMask - 1;

    internal const int SlotMask = (1 << SlotBits) - 1;
    internal const int SlotBits = 27;

    private const int Tables = 256;
    private const int FirstCells = 8;

    private readonly int[][] _tables = NewTables();
    private readonly int[] _counts = new int[Tables];

    public void Add(ulong hash, int slot)
    {
        var table = Table(hash);
        if (_counts[table] >= _tables[table].Length / 4 * 3)
        {
            Grow(table);
        }

        _counts[table]++;
        Put(_tables[table], hash, slot);
    }

    public SlotProbe Find(ulong hash) => new(_tables[Table(hash)], hash);

    /// <summary>False when this slot is not there.</summary>
    public bool Remove(ulong hash, int slot)
    {
        var table = Table(hash);
        var cells = _tables[table];
        for (var probe = new SlotProbe(cells, hash); probe.MoveNext();)
        {
            if (probe.Slot == slot)
            {
                _counts[table]--;
                Close(cells, probe.Cell);
                return true;
            }
        }

        return false;
    }

    internal static int Home(ulong hash, int cells) => unchecked((int)(hash >> 8)) & (cells - 1);

    internal static int Tag(ulong hash) => unchecked((int)(hash >> (64 - (32 - SlotBits)) << SlotBits));

    private static int[][] NewTables()
    {
        var tables = new int[Tables][];
        Array.Fill(tables, [0]); // one empty cell, shared: a table grows before anything is put into it
        return tables;
    }

    private static int Table(ulong hash) => (int)(hash & (Tables - 1));

    private static void Put(int[] cells, ulong hash, int slot)
    {
        var at = Home(hash, cells.Length);
        while (cells[at] != 0)
        {
            at = (at + 1) & (cells.Length - 1);
        }

        cells[at] = (slot + 1) | Tag(hash);
    }

    private void Grow(int table)
    {
        var before = _tables[table];
        var cells = new int[Math.Max(FirstCells, before.Length * 2)];
        foreach (var cell in before)
        {
            if (cell != 0)
            {
                var slot = (cell & SlotMask) - 1;
                Put(cells, hashOf(slot), slot);
            }
        }

        _tables[table] = cells;
    }

    /// <summary>Empties a cell and moves later ones back, so that no search stops before its cell.</summary>
    private void Close(int[] cells, int hole)
    {
        var mask = cells.Length - 1;
        for (var at = (hole + 1) & mask; cells[at] != 0; at = (at + 1) & mask)
        {
            var home = Home(hashOf((cells[at] & SlotMask) - 1), cells.Length);
            if (((at - home) & mask) >= ((at - hole) & mask))
            {
                cells[hole] = cells[at];
                hole = at;
            }
        }

        cells[hole] = 0;
    }
}
