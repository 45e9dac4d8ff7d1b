using System.Buffers.Text;

namespace LicenseKit.Fuzz.Seeds;

/// <summary>All keys there are: two pinned roots, the holders of the seeds, and strangers that no file should be able to use.</summary>
internal static class FixedKeys
{
    public const int Roots = 2;

    /// <summary>0 and 1 are pinned root keys, 2 to 9 hold the links of a chain from its Master down, the rest are strangers.</summary>
    public static KeyPair[] All { get; } = [.. Enumerable.Range(0, 12).Select(i => new KeyPair((byte)(100 + i)))];

    public static KeyPair Root => All[0];

    /// <summary>Pinned for a past period only.</summary>
    public static KeyPair FormerRoot => All[1];

    /// <summary>The key of the installation at this depth, 0 being the Master's.</summary>
    public static KeyPair Holder(int depth) => All[Roots + depth];

    public static KeyPair? OfX(string? x) => Array.Find(All, k => k.X == x);

    /// <summary>Keys that must be refused as holders: small order, not canonical, or of a wrong length.</summary>
    public static string[] BadX { get; } =
    [
        Encoded("0000000000000000000000000000000000000000000000000000000000000000"),
        Encoded("0100000000000000000000000000000000000000000000000000000000000000"),
        Encoded("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        Encoded("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        Encoded("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
        Encoded("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        Encoded("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        Encoded("00"),
        "",
    ];

    private static string Encoded(string hex) => Base64Url.EncodeToString(Convert.FromHexString(hex));
}
