using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Signatures that only a holder can make, and about which verifiers disagree: with a point of small order in R or the key.</summary>
/// <remarks>No curve arithmetic: r is 0 or 1, so R is the neutral element or the base point. Sums with a point of order 8 are constants.</remarks>
internal static class EquationFiles
{
    private const string Neutral = "0100000000000000000000000000000000000000000000000000000000000000";
    private const string BasePoint = "5866666666666666666666666666666666666666666666666666666666666666";

    /// <summary>The base point, and the public key of key-1, plus the point of order 8 whose encoding is <c>26e8…fc05</c>.</summary>
    private const string BasePointPlus = "da99e28ba529cdde35a25fba9059e78ecaee239f99755b9b1aa4f65df00803e2";
    private const string KeyPlus = "3bcfb78c4ad06f9b8d7e8c50e37e33dd40042a7805f5df945fbf33620745bc68";

    private static readonly BigInteger Order =
        BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);

    private static readonly BigInteger Secret = SecretOf(1);
    private static readonly string Key = Convert.ToHexStringLower(Some.Key(1).PublicKey.Bytes);

    public static IEnumerable<VectorFile> All() =>
    [
        new("signature-r-neutral", "R is the neutral element, and the equation holds: OpenSSL and Java accept it.",
            Below(Key, Neutral, 0, _ => true), FaultCode.BadSignature),
        new("signature-cofactored", "R has a part of order 8: the equation holds only when both sides are multiplied by 8.",
            Below(Key, BasePointPlus, 1, _ => true), FaultCode.BadSignature),
        new("signature-mixed-order-key", "The key has a part of order 8, and k is a multiple of 8: the equation holds as it is.",
            Below(KeyPlus, BasePoint, 1, k => k % 8 == 0)),
        new("signature-mixed-order-key-cofactored", "The key has a part of order 8: the equation holds only when both sides are multiplied by 8.",
            Below(KeyPlus, BasePoint, 1, k => k % 8 == 3), FaultCode.BadSignature),
    ];

    /// <summary>A child below a holder with this key, of the first serial with a fitting k, signed with this R and its r (RFC 8032 §5.1.6).</summary>
    private static byte[] Below(string key, string point, int r, Func<BigInteger, bool> isFitting)
    {
        var x = Base64UrlText.Encode(Convert.FromHexString(key));
        var kid = Base64UrlText.Encode(SHA256.HashData(Some.Utf8($$"""{"crv":"Ed25519","kty":"OKP","x":"{{x}}"}""")));
        var header = Base64UrlText.Encode(Some.Utf8($$"""{"alg":"EdDSA","kid":"{{kid}}","typ":"lk-server-license+jwt"}"""));
        var payload = Some.Master().Payload.Replace(Some.Key(1).PublicKey.X, x, StringComparison.Ordinal);
        var parent = Base64UrlText.Encode(SHA256.HashData(Some.Utf8(payload)));
        for (var serial = 1; ; serial++)
        {
            var child = Some.Child(c => c with { Serial = serial, Parent = c.Parent! with { Sha256 = parent } });
            var signed = $"{header}.{Base64UrlText.Encode(Some.Utf8(child.Payload))}";
            var k = Number(SHA512.HashData([.. Convert.FromHexString(point + key), .. Some.Utf8(signed)])) % Order;
            if (isFitting(k))
            {
                var signature = new byte[64];
                Convert.FromHexString(point).CopyTo(signature, 0);
                ((r + (k * Secret)) % Order).TryWriteBytes(signature.AsSpan(32), out _, isUnsigned: true);
                return Some.Bundle(Some.Master().Saying(payload).Jws, $"{signed}.{Base64UrlText.Encode(signature)}");
            }
        }
    }

    /// <summary>The secret scalar of a key whose seed is 32 times one byte (RFC 8032 §5.1.5).</summary>
    private static BigInteger SecretOf(byte seed)
    {
        var hash = SHA512.HashData([.. Enumerable.Repeat(seed, 32)])[..32];
        hash[0] &= 0xf8;
        hash[31] = (byte)((hash[31] & 0x7f) | 0x40);
        return Number(hash);
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true);
}
