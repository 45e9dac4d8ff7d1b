namespace LicenseKit.Signing;

/// <summary>Tells Ed25519 keys under which verifiers disagree from those under which they agree.</summary>
internal static class SmallOrder
{
    /// <summary>y = 0, 1, p−1 and the two of order 8, little-endian, without the sign bit.</summary>
    private static readonly byte[][] Refused =
    [
        Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("0100000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        Convert.FromHexString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    ];

    /// <summary>True when y is below p = 2^255 − 19 and the point is not of small order.</summary>
    public static bool IsSafe(ReadOnlySpan<byte> key)
    {
        Span<byte> y = stackalloc byte[PublicKey.Size];
        key.CopyTo(y);
        y[31] &= 0x7f;
        if (y[31] == 0x7f && y[0] >= 0xed && y[1..31].IndexOfAnyExcept((byte)0xff) < 0)
        {
            return false;
        }

        foreach (var refused in Refused)
        {
            if (y.SequenceEqual(refused))
            {
                return false;
            }
        }

        return true;
    }
}
