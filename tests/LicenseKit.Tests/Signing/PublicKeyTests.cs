using System.Numerics;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Signing;

public sealed class PublicKeyTests
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    /// <summary>y of the points of order 1, 2, 4 and 8; with the sign of x these are all eight.</summary>
    private static readonly BigInteger[] SmallOrder =
    [
        0, 1, P - 1,
        new(Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), isUnsigned: true),
        new(Convert.FromHexString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), isUnsigned: true),
    ];

    public static TheoryData<string> KeysOfSmallOrder => [.. SmallOrder.SelectMany(y => Encodings(y).Concat(Encodings(y + P)))];

    public static TheoryData<string> KeysBeyondTheField => [.. Enumerable.Range(0, 19).SelectMany(n => Encodings(P + n))];

    [Theory]
    [MemberData(nameof(KeysOfSmallOrder))]
    [MemberData(nameof(KeysBeyondTheField))]
    public void A_key_of_small_order_or_beyond_the_field_is_refused(string hex) =>
        Assert.False(PublicKey.TryCreate(Convert.FromHexString(hex), out _));

    [Fact]
    public void All_eight_points_are_of_small_order()
    {
        Assert.All(SmallOrder, y => Assert.Equal(0, Times8(y)));
        Assert.NotEqual(0, Times8(new BigInteger(Some.Root.PublicKey.Bytes, isUnsigned: true) & ((BigInteger.One << 255) - 1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_key_has_32_bytes(int length) => Assert.False(PublicKey.TryCreate(new byte[length], out _));

    [Fact]
    public void A_key_survives_its_base64url_and_no_other_spelling()
    {
        var x = Some.Root.PublicKey.X;
        Assert.True(PublicKey.TryCreate(x, out var key));
        Assert.Equal(Some.Root.PublicKey, key);
        Assert.All([x + "=", " " + x, x[..^1], x + "A", x[..^1] + "_"], other => Assert.False(PublicKey.TryCreate(other, out _)));
    }

    private static IEnumerable<string> Encodings(BigInteger y)
    {
        if (y >= BigInteger.One << 255)
        {
            yield break;
        }

        foreach (var sign in (int[])[0, 0x80])
        {
            var bytes = new byte[32];
            y.TryWriteBytes(bytes, out _, isUnsigned: true);
            bytes[31] |= (byte)sign;
            yield return Convert.ToHexStringLower(bytes);
        }
    }

    /// <summary>0 when 8 times the point is the neutral element: doubling on y alone, three times, ends at y = 1.</summary>
    private static BigInteger Times8(BigInteger y)
    {
        var d = Mod(-121665 * Inverse(121666));
        for (var i = 0; i < 3; i++)
        {
            var (y2, x2) = (Mod(y * y), Mod((Mod(y * y) - 1) * Inverse(Mod((d * y * y) + 1))));
            y = Mod((y2 + x2) * Inverse(Mod(1 - (d * x2 * y2)))); // y(2P) = (y² + x²) / (1 − d x² y²)
        }

        return y - 1;
    }

    private static BigInteger Inverse(BigInteger n) => BigInteger.ModPow(n, P - 2, P);

    private static BigInteger Mod(BigInteger n) => ((n % P) + P) % P;
}
