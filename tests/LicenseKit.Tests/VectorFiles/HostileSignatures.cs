using System.Globalization;
using System.Numerics;
using System.Text;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using NSec.Cryptography;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Signatures that do not fit, and keys under which anything would.</summary>
internal static class HostileSignatures
{
    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);
    private static readonly BigInteger Field = BigInteger.Pow(2, 255) - 19;
    private static readonly byte[] NoPoint = [2, .. new byte[31]];
    private static readonly Link Child = Some.Child();

    public static IEnumerable<VectorFile> All() => [.. Changed(), .. Replaced(), .. Keys(), .. UnderSmallOrder()];

    /// <summary>Raw keys of small order or beyond the field, with what they are.</summary>
    public static IEnumerable<(string Name, byte[] Key, string What)> BadKeys()
    {
        string[] names = ["order-4-zero", "order-1", "order-2", "order-8-a", "order-8-b"];
        BigInteger[] y = [0, 1, Field - 1,
            new(Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), isUnsigned: true),
            new(Convert.FromHexString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), isUnsigned: true)];
        for (var i = 0; i < y.Length; i++)
        {
            yield return (names[i], Encoded(y[i], 0), $"y = {y[i].ToString(CultureInfo.InvariantCulture)}, of small order");
            yield return (names[i] + "-sign", Encoded(y[i], 0x80), $"y = {y[i].ToString(CultureInfo.InvariantCulture)} with the sign bit, of small order");
        }

        foreach (var n in (int[])[0, 1, 3, 18])
        {
            yield return ($"p-plus-{n}", Encoded(Field + n, 0), $"y = p + {n}, not canonical");
            yield return ($"p-plus-{n}-sign", Encoded(Field + n, 0x80), $"y = p + {n} with the sign bit, not canonical");
        }
    }

    /// <summary>Raw keys, also good ones, with what they are.</summary>
    public static IEnumerable<(string Name, byte[] Key, string What)> RawKeys() =>
    [
        .. BadKeys(), ("good", Some.Root.PublicKey.Bytes.ToArray(), "a good key"), ("no-point", NoPoint, "y = 2, which is no point of the curve"),
        ("31-bytes", new byte[31], "31 bytes"), ("33-bytes", new byte[33], "33 bytes"),
    ];

    private static IEnumerable<VectorFile> Changed()
    {
        var parts = Child.Jws.Split('.');
        var signature = Base64UrlText.Decode(parts[2], 64)!;
        var payload = Some.Utf8(Child.Payload);
        VectorFile With(string name, string what, byte[] changed) =>
            new("signature-" + name, what, Child.Replaced($"{parts[0]}.{parts[1]}.{Base64UrlText.Encode(changed)}").Bundle(), FaultCode.BadSignature);

        yield return With("bit-of-r", "One bit of R flipped.", Flipped(signature, 5));
        yield return With("bit-of-s", "One bit of S flipped.", Flipped(signature, 40));
        yield return With("plus-order", "L added to S: the same to a verifier that does not demand S < L (RFC 8032 §5.1.7).", [.. signature[..32], .. Scalar(new BigInteger(signature.AsSpan(32), isUnsigned: true) + Order)]);
        yield return With("zeros", "64 zeros.", new byte[64]);
        yield return With("ones", "64 bytes of 0xff.", [.. Enumerable.Repeat((byte)0xff, 64)]);
        yield return With("identity", "R the neutral element, S zero.", [1, .. new byte[63]]);
        yield return With("swapped", "R and S swapped.", [.. signature[32..], .. signature[..32]]);
        yield return With("reversed", "The bytes in the other order.", [.. signature.Reverse()]);
        yield return With("s-negated", "S replaced by L - S.", [.. signature[..32], .. Scalar(Order - new BigInteger(signature.AsSpan(32), isUnsigned: true))]);
        yield return With("r-sign", "The sign bit of R flipped.", [.. signature[..31], (byte)(signature[31] ^ 0x80), .. signature[32..]]);
        yield return new("signature-bit-of-payload", "One bit of the payload flipped.", Child.Replaced($"{parts[0]}.{Base64UrlText.Encode(Flipped(payload, 60))}.{parts[2]}").Bundle(), FaultCode.BadSignature);
        yield return new("signature-bit-of-header", "One bit of the header flipped.",
            Child.Replaced($"{Base64UrlText.Encode(Flipped(Encoding.UTF8.GetBytes(GoodFiles.Header("EdDSA", Some.Key(1))), 30))}.{parts[1]}.{parts[2]}").Bundle(), FaultCode.WrongHeader);
        yield return new("signature-500-seats", "5 developer seats made 500 in the signed payload.",
            Child.Replaced($"{parts[0]}.{Base64UrlText.Encode(Some.Utf8(Child.Payload.Replace("\"developer\":5", "\"developer\":500", StringComparison.Ordinal)))}.{parts[2]}").Bundle(), FaultCode.BadSignature);
        yield return new("signature-of-master", "One bit of the Master's signature flipped.", Some.Bundle(FlippedJws(Some.Master().Jws), Child.Jws), FaultCode.BadSignature);
        yield return new("signature-of-session", "One bit of the session license's signature flipped.", Child.Gives().Replaced(FlippedJws(Child.Gives().Jws)).Bundle(), FaultCode.BadSignature);
    }

    private static IEnumerable<VectorFile> Replaced()
    {
        var parts = Child.Jws.Split('.');
        yield return new("signature-of-another-link", "The signature of the link above.", Child.Replaced($"{parts[0]}.{parts[1]}.{Some.Master().Jws.Split('.')[2]}").Bundle(), FaultCode.BadSignature);
        yield return new("signature-of-another-version", "The signature of the next version.", Child.Replaced($"{parts[0]}.{parts[1]}.{Child.Next().Jws.Split('.')[2]}").Bundle(), FaultCode.BadSignature);
        yield return new("signature-by-another-key", "The right kid, signed by another key.", Child.Replaced(Signed.Sign(GoodFiles.Header("EdDSA", Some.Key(1)), Child.Payload, Some.Key(66))).Bundle(), FaultCode.BadSignature);
        yield return new("signature-by-the-holder", "The right kid, signed by the holder itself.", Child.Replaced(Signed.Sign(GoodFiles.Header("EdDSA", Some.Key(1)), Child.Payload, Some.Key(2))).Bundle(), FaultCode.BadSignature);
        yield return new("signature-by-the-root", "The right kid, signed by the root key.", Child.Replaced(Signed.Sign(GoodFiles.Header("EdDSA", Some.Key(1)), Child.Payload, Some.Root)).Bundle(), FaultCode.BadSignature);
        yield return new("signature-of-payload-only", "Over the payload without the header.", Child.Replaced($"{parts[0]}.{parts[1]}.{Last(Signed.SignText(parts[1], Some.Key(1)))}").Bundle(), FaultCode.BadSignature);
        yield return new("signature-of-decoded-payload", "Over the JSON instead of its base64url.", Child.Replaced($"{parts[0]}.{parts[1]}.{Last(Signed.SignText(Child.Payload, Some.Key(1)))}").Bundle(), FaultCode.BadSignature);

        using var key = Key.Import(SignatureAlgorithm.Ed25519ph, Enumerable.Repeat((byte)1, 32).ToArray(), KeyBlobFormat.RawPrivateKey);
        var prehashed = SignatureAlgorithm.Ed25519ph.Sign(key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        yield return new("signature-ed25519ph", "By Ed25519ph under the same key (RFC 8032 §5.1).", Child.Replaced($"{parts[0]}.{parts[1]}.{Base64UrlText.Encode(prehashed)}").Bundle(), FaultCode.BadSignature);
    }

    private static IEnumerable<VectorFile> Keys()
    {
        var x = Some.Key(1).PublicKey.X;
        VectorFile Holder(string name, string what, string other) =>
            new("holder-" + name, what, Some.Master().Saying(Some.Master().Payload.Replace($"\"x\":\"{x}\"", $"\"x\":{other}", StringComparison.Ordinal)).Bundle(), FaultCode.BadKey);

        return
        [
            .. BadKeys().Select(k => Holder(k.Name, $"The holder's key is {k.What}.", $"\"{Base64UrlText.Encode(k.Key)}\"")),
            Holder("31-bytes", "The holder's key has 31 bytes.", $"\"{Base64UrlText.Encode(new byte[31])}\""),
            Holder("33-bytes", "The holder's key has 33 bytes.", $"\"{Base64UrlText.Encode([.. Some.Key(1).PublicKey.Bytes, 0])}\""),
            Holder("padded", "The holder's key has padding.", $"\"{x}=\""),
            Holder("non-canonical-base64url", "The last symbol of the holder's key carries bits that no byte has.", $"\"{x[..^1]}{(x[^1] == 'B' ? 'C' : 'B')}\""),
            Holder("empty", "The holder's key is empty.", "\"\""),
        ];
    }

    /// <summary>The forgery that a small-order key allows: R neutral and S zero verify for every message under y = 1, where a verifier does not refuse the key.</summary>
    private static IEnumerable<VectorFile> UnderSmallOrder()
    {
        foreach (var (name, key, what) in BadKeys().Where(k => k.What.EndsWith("small order", StringComparison.Ordinal)))
        {
            var x = Base64UrlText.Encode(key);
            var kid = Base64UrlText.Encode(System.Security.Cryptography.SHA256.HashData(Some.Utf8($$"""{"crv":"Ed25519","kty":"OKP","x":"{{x}}"}""")));
            var master = Some.Master().Saying(Some.Master().Payload.Replace(Some.Key(1).PublicKey.X, x, StringComparison.Ordinal));
            var header = Base64UrlText.Encode(Some.Utf8($$"""{"alg":"EdDSA","kid":"{{kid}}","typ":"lk-server-license+jwt"}"""));
            var forged = $"{header}.{Base64UrlText.Encode(Some.Utf8(Child.Payload))}.{Base64UrlText.Encode([1, .. new byte[63]])}";
            yield return new($"forged-under-{name}", $"A link forged with R neutral and S zero below a holder whose key is {what}.", Some.Bundle(master.Jws, forged), FaultCode.BadKey);
        }
    }

    private static string Last(string jws) => jws[(jws.LastIndexOf('.') + 1)..];

    private static string FlippedJws(string jws)
    {
        var parts = jws.Split('.');
        return $"{parts[0]}.{parts[1]}.{Base64UrlText.Encode(Flipped(Base64UrlText.Decode(parts[2], 64)!, 3))}";
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] ^= 1;
        return changed;
    }

    private static byte[] Scalar(BigInteger s)
    {
        var bytes = new byte[32];
        s.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    private static byte[] Encoded(BigInteger y, byte sign)
    {
        var bytes = Scalar(y);
        bytes[31] |= sign;
        return bytes;
    }
}
