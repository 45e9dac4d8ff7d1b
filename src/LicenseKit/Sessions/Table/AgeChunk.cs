using System.Numerics;
using System.Runtime.InteropServices;

namespace LicenseKit.Sessions.Table;

/// <summary>A run of ascending numbers of an <see cref="AgeOrder"/>: a base and offsets from it, at most <see cref="Most"/>.</summary>
/// <remarks>The base is at most the first number; it stays when that one is removed.</remarks>
[StructLayout(LayoutKind.Auto)]
internal struct AgeChunk(long first, uint[] offsets)
{
    /// <summary>Most numbers of a chunk.</summary>
    public const int Most = 512;

    /// <summary>Fewest numbers for which memory is taken.</summary>
    public const int Fewest = 4;

    public long Base { get; private set; } = first;

    /// <summary>Offsets in ascending order, then unused ones.</summary>
    public uint[] Offsets { get; private set; } = offsets;

    public int Count { get; private set; }

    public readonly bool IsFull => Count == Most;

    public readonly long Last => this[Count - 1];

    public readonly long this[int at] => Base + Offsets[at];

    /// <summary>True when a number has an offset from a base that is not above it.</summary>
    public static bool Spans(long first, long number) => unchecked((ulong)number - (ulong)first) <= uint.MaxValue;

    public readonly bool Spans(long number) => Spans(Base, number);

    /// <summary>How many are smaller than a number at or above the base.</summary>
    public readonly int Below(long number)
    {
        if (!Spans(number))
        {
            return Count;
        }

        var at = Offsets.AsSpan(0, Count).BinarySearch((uint)(number - Base));
        return at < 0 ? ~at : at;
    }

    /// <summary>True when a number stands at the place that <see cref="Below"/> gives for it.</summary>
    public readonly bool Has(int at, long number) => at < Count && this[at] == number;

    /// <summary>Adds a number that the chunk spans, before the one that stands there now. The chunk is not full.</summary>
    public void Insert(int at, long number)
    {
        if (Count == Offsets.Length)
        {
            Resize(Math.Min(Most, Count + (Count / 2)));
        }

        Array.Copy(Offsets, at, Offsets, at + 1, Count - at);
        Offsets[at] = (uint)(number - Base);
        Count++;
    }

    public void RemoveAt(int at)
    {
        Count--;
        Array.Copy(Offsets, at + 1, Offsets, at, Count - at);
    }

    /// <summary>Halves the memory while three quarters of it are unused.</summary>
    public void Shrink()
    {
        while (Offsets.Length > Fewest && Count <= Offsets.Length / 4)
        {
            Resize(Math.Max(Fewest, Offsets.Length / 2));
        }
    }

    /// <summary>Lowers the base to a number from which the last one has an offset.</summary>
    public void Rebase(long first)
    {
        var added = (uint)(Base - first);
        foreach (ref var offset in Offsets.AsSpan(0, Count))
        {
            offset += added;
        }

        Base = first;
    }

    /// <summary>Moves the upper half into the memory given; it becomes a chunk of its own.</summary>
    public AgeChunk Split(uint[] memory)
    {
        var lower = Count / 2;
        var upper = new AgeChunk(this[lower], memory);
        upper.Append(this, lower);
        Count = lower;
        return upper;
    }

    /// <summary>Appends the numbers of a later chunk from one on. All have offsets here, and there is room for them.</summary>
    public void Append(in AgeChunk later, int from)
    {
        var sum = Count + later.Count - from;
        if (sum > Offsets.Length)
        {
            Resize((int)BitOperations.RoundUpToPowerOf2((uint)sum));
        }

        for (var at = from; at < later.Count; at++)
        {
            Offsets[Count++] = (uint)(later[at] - Base);
        }
    }

    private void Resize(int size)
    {
        var resized = new uint[size];
        Offsets.AsSpan(0, Count).CopyTo(resized);
        Offsets = resized;
    }
}
