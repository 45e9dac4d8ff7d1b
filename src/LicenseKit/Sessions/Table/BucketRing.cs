using System.Numerics;

namespace LicenseKit.Sessions.Table;

/// <summary>First slots of lists by time, as many in a row as the ring is long, with a bit for each list that is not empty.</summary>
internal sealed class BucketRing(int size)
{
    private readonly int[] _heads = new int[size]; // slot + 1
    private readonly ulong[] _bits = new ulong[size / 64];

    public int this[int bucket]
    {
        get => _heads[bucket];
        set
        {
            _heads[bucket] = value;
            var bit = 1UL << (bucket & 63);
            _bits[bucket >> 6] = value == 0 ? _bits[bucket >> 6] & ~bit : _bits[bucket >> 6] | bit;
        }
    }

    public int Of(long time) => (int)(time & (size - 1));

    /// <summary>
    /// The first time at or after <paramref name="from"/> with a list, within one turn; <see cref="long.MaxValue"/> when all are empty.
    /// </summary>
    public long Next(long from)
    {
        var start = Of(from);
        var word = start >> 6;
        var bits = _bits[word] & (ulong.MaxValue << (start & 63));
        for (var i = 0; i <= _bits.Length; i++)
        {
            if (bits != 0)
            {
                var bucket = (word << 6) + BitOperations.TrailingZeroCount(bits);
                return from + ((bucket - start) & (size - 1));
            }

            word = word + 1 == _bits.Length ? 0 : word + 1;
            bits = _bits[word];
        }

        return long.MaxValue;
    }
}
