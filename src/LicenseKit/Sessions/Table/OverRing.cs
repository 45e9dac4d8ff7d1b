namespace LicenseKit.Sessions.Table;

/// <summary>
/// Places for a little more than <see cref="OverIds.Most"/> entries, in chunks that are there only while they are in use.
/// </summary>
internal sealed class OverRing
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;
    private const int Places = 1 << 20;

    private readonly OverEntry[]?[] _chunks = new OverEntry[Places >> ChunkBits][];
    private OverEntry[]? _spare;

    public ref readonly OverEntry this[int place] => ref _chunks[place >> ChunkBits]![place & (ChunkSize - 1)];

    public static int PlaceOf(long number) => (int)(number & (Places - 1));

    public void Set(int place, in OverEntry entry)
    {
        ref var chunk = ref _chunks[place >> ChunkBits];
        if (chunk is null)
        {
            (chunk, _spare) = (_spare ?? new OverEntry[ChunkSize], null);
        }

        chunk[place & (ChunkSize - 1)] = entry;
    }

    /// <summary>The oldest place is not read again; with the last one of a chunk the chunk goes.</summary>
    public void Leave(int place)
    {
        if ((place & (ChunkSize - 1)) == ChunkSize - 1)
        {
            (_spare, _chunks[place >> ChunkBits]) = (_chunks[place >> ChunkBits], null);
        }
    }
}
