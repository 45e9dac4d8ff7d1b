using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LicenseKit.Sessions.Table;

/// <summary>A hash of ids under a random key, so that a client cannot choose ids that collide.</summary>
/// <remarks>
/// NH (UMAC, RFC 4418 §5.2) over 64-bit words: two different ids collide in its 128 bits with probability 2⁻⁶⁴ or less under a random key.
/// All words of the id go in: a client may send any 32 bytes, so a hash of some of them would let it keep those equal.
/// </remarks>
internal readonly struct KeyedHash
{
    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;
    private readonly ulong _low;
    private readonly ulong _high;

    private KeyedHash(ReadOnlySpan<ulong> key)
    {
        (_a, _b, _c, _d) = (key[0], key[1], key[2], key[3]);
        (_low, _high) = (key[4], key[5]);
    }

    public static KeyedHash Create()
    {
        Span<ulong> key = stackalloc ulong[6];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(key));
        return new(key);
    }

    public ulong Of(in SessionId id)
    {
        unchecked
        {
            var high = Math.BigMul(id.A + _a, id.B + _b, out var low);
            var high2 = Math.BigMul(id.C + _c, id.D + _d, out var low2);
            var sum = low + low2;
            var carry = sum < low ? 1UL : 0UL;
            return Fold(high + high2 + carry, sum);
        }
    }

    /// <summary>Of the first 16 bytes of an id.</summary>
    public ulong Of(ulong first, ulong second) => Fold(Math.BigMul(unchecked(first + _a), unchecked(second + _b), out var low), low);

    private ulong Fold(ulong high, ulong low)
    {
        var top = Math.BigMul(high ^ _high, low ^ _low, out var rest);
        return top ^ rest;
    }
}
