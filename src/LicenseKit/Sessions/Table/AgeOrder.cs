using System.Numerics;
using System.Runtime.InteropServices;

namespace LicenseKit.Sessions.Table;

/// <summary>An ordered set of distinct numbers, made for those that rise: an addition of the largest is an append.</summary>
/// <remarks><code>
/// chunks  ┌ base, offsets of 4 B ┬ base, offsets ┬ …     at most 512 numbers each, none empty, in ascending order
/// before  └ 0                    ┴ 512           ┴ …     how many numbers the chunks before have
/// </code>
/// Two neighbours whose numbers fit one chunk are merged, so that at most half of the memory is unused. A single chunk grows by
/// half from 4 numbers and is halved when three quarters are unused. Numbers that are 2³² or more apart are in different chunks.
/// A search costs two binary searches. Other changes than an append move a part of one chunk and of the counts before: 2,000 at a million.
/// </remarks>
internal sealed class AgeOrder
{
    private static readonly int[] OneChunk = [0];

    private AgeChunk[] _chunks = [];
    private int[] _before = [];
    private int _used;
    private uint[]? _spare; // memory of a full chunk, so that a set whose old numbers go allocates nothing

    public int Count { get; private set; }

    /// <summary>For how many numbers there is memory; for tests.</summary>
    internal int Capacity => _chunks.Take(_used).Sum(c => c.Offsets.Length) + (_spare?.Length ?? 0);

    public bool Contains(long number) =>
        Find(number) is var at and >= 0 && _chunks[at].Has(_chunks[at].Below(number), number);

    /// <summary>How many numbers are smaller.</summary>
    public int Below(long number) => Find(number) is var chunk and >= 0 ? _before[chunk] + _chunks[chunk].Below(number) : 0;

    /// <summary>The number below which there are so many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rank is negative, or the set has no more numbers than that.</exception>
    public long At(int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, Count);
        var chunk = _before.AsSpan(0, _used).BinarySearch(rank);
        chunk = chunk < 0 ? ~chunk - 1 : chunk;
        return _chunks[chunk][rank - _before[chunk]];
    }

    /// <exception cref="ArgumentException">The number is there.</exception>
    public void Add(long number)
    {
        if (_used == 0)
        {
            Start(0, number, new uint[AgeChunk.Fewest]);
        }
        else if (number > _chunks[_used - 1].Last)
        {
            Append(number);
        }
        else if (number < _chunks[0].Base)
        {
            Prepend(number);
        }
        else
        {
            Insert(Find(number), number);
        }

        Count++;
    }

    /// <exception cref="ArgumentException">The number is not there.</exception>
    public void Remove(long number)
    {
        var at = Find(number);
        var place = at < 0 ? 0 : _chunks[at].Below(number);
        if (at < 0 || !_chunks[at].Has(place, number))
        {
            throw new ArgumentException($"Number {number} is not in the set.", nameof(number));
        }

        _chunks[at].RemoveAt(place);
        AddBefore(at + 1, -1);
        Count--;
        if (_chunks[at].Count == 0)
        {
            Drop(at);
        }
        else if (!TryMerge(at) && at > 0)
        {
            TryMerge(at - 1);
        }

        if (_used == 1)
        {
            _spare = null;
            _chunks[0].Shrink();
        }
    }

    /// <summary>The last chunk whose base is not above a number, or -1.</summary>
    private int Find(long number)
    {
        var (low, high) = (0, _used - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (_chunks[middle].Base <= number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }

    private void Append(long number)
    {
        ref var last = ref _chunks[_used - 1];
        if (last.IsFull)
        {
            Start(_used, number, FullChunk());
        }
        else if (!last.Spans(number))
        {
            Start(_used, number, new uint[AgeChunk.Fewest]);
        }
        else
        {
            last.Insert(last.Count, number);
        }
    }

    private void Prepend(long number)
    {
        ref var first = ref _chunks[0];
        if (first.IsFull)
        {
            Start(0, number, FullChunk());
        }
        else if (!AgeChunk.Spans(number, first.Last))
        {
            Start(0, number, new uint[AgeChunk.Fewest]);
        }
        else
        {
            first.Rebase(number);
            first.Insert(0, number);
        }

        AddBefore(1, 1);
    }

    private void Insert(int at, long number)
    {
        var place = _chunks[at].Below(number);
        if (_chunks[at].Has(place, number))
        {
            throw new ArgumentException($"Number {number} is in the set.", nameof(number));
        }

        if (!_chunks[at].Spans(number))
        {
            Start(++at, number, new uint[AgeChunk.Fewest]);
        }
        else if (_chunks[at].IsFull)
        {
            at = Split(at, number);
            _chunks[at].Insert(_chunks[at].Below(number), number);
        }
        else
        {
            _chunks[at].Insert(place, number);
        }

        AddBefore(at + 1, 1);
    }

    /// <summary>Makes two chunks of a full one, and gives the one to which a number belongs.</summary>
    private int Split(int at, long number)
    {
        var upper = _chunks[at].Split(FullChunk());
        Open(at + 1, upper);
        return number < upper.Base ? at : at + 1;
    }

    private void Start(int at, long number, uint[] memory)
    {
        var chunk = new AgeChunk(number, memory);
        chunk.Insert(0, number);
        Open(at, chunk);
    }

    /// <summary>Puts a chunk into the list. The counts before later ones stay.</summary>
    private void Open(int at, AgeChunk chunk)
    {
        if (_used == _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(1, _used * 2));
            if (_used == 0)
            {
                _before = OneChunk;
            }
            else
            {
                Array.Resize(ref _before, _used * 2);
            }
        }

        Array.Copy(_chunks, at, _chunks, at + 1, _used - at);
        _chunks[at] = chunk;
        _used++;
        if (_used > 1)
        {
            Array.Copy(_before, at, _before, at + 1, _used - 1 - at);
            _before[at] = at == 0 ? 0 : _before[at - 1] + _chunks[at - 1].Count;
        }
    }

    /// <summary>Takes a chunk out of the list. The counts before later ones stay.</summary>
    private void Drop(int at)
    {
        if (_chunks[at].Offsets.Length == AgeChunk.Most)
        {
            _spare = _chunks[at].Offsets;
        }

        _used--;
        Array.Copy(_chunks, at + 1, _chunks, at, _used - at);
        Array.Copy(_before, at + 1, _before, at, _used - at);
        _chunks[_used] = default;
    }

    /// <summary>Makes one chunk of this one and the next when they fit one.</summary>
    private bool TryMerge(int at)
    {
        if (at + 1 >= _used || _chunks[at].Count + _chunks[at + 1].Count > AgeChunk.Most || !_chunks[at].Spans(_chunks[at + 1].Last))
        {
            return false;
        }

        _chunks[at].Append(_chunks[at + 1], 0);
        Drop(at + 1);
        return true;
    }

    private uint[] FullChunk()
    {
        var memory = _spare ?? new uint[AgeChunk.Most];
        _spare = null;
        return memory;
    }

    private void AddBefore(int from, int difference)
    {
        if (from >= _used)
        {
            return;
        }

        var counts = _before.AsSpan(from, _used - from);
        var vectors = MemoryMarshal.Cast<int, Vector<int>>(counts);
        foreach (ref var vector in vectors)
        {
            vector += new Vector<int>(difference);
        }

        foreach (ref var count in counts[(vectors.Length * Vector<int>.Count)..])
        {
            count += difference;
        }
    }
}
