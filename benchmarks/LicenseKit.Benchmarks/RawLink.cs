using System.Buffers.Text;
using System.Text;
using LicenseKit.Signing;
using NSec.Cryptography;

namespace LicenseKit.Benchmarks;

/// <summary>The limit: one Ed25519 verification of bytes that are ready, with nothing around it.</summary>
internal sealed class RawLink
{
    private readonly NSec.Cryptography.PublicKey _key;
    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private RawLink(NSec.Cryptography.PublicKey key, byte[] signed, byte[] signature)
    {
        _key = key;
        _signed = signed;
        _signature = signature;
    }

    public int Size => _signed.Length;

    public static RawLink Of(string jws, Signing.PublicKey key)
    {
        var dot = jws.LastIndexOf('.');
        return new(key.ForVerifying, Encoding.ASCII.GetBytes(jws[..dot]), Base64Url.DecodeFromChars(jws.AsSpan(dot + 1)));
    }

    public bool Verify() => SignatureAlgorithm.Ed25519.Verify(_key, _signed, _signature);
}
