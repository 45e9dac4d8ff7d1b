using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace LicenseKit.Fuzz.Seeds;

/// <summary>A fixed key of the harness, used through NSec alone so that no code under test signs or names keys here.</summary>
internal sealed class KeyPair
{
    private readonly Key _key;

    public KeyPair(byte seed)
    {
        _key = Key.Import(SignatureAlgorithm.Ed25519, Enumerable.Repeat(seed, 32).ToArray(), KeyBlobFormat.RawPrivateKey);
        Bytes = _key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        X = Base64Url.EncodeToString(Bytes);
        Thumbprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"Ed25519","kty":"OKP","x":"{{X}}"}""")));
        if (!Signing.PublicKey.TryCreate(Bytes, out var publicKey))
        {
            throw new InvalidOperationException($"Key {seed} of the harness is refused.");
        }

        Public = publicKey;
    }

    public byte[] Bytes { get; }

    public string X { get; }

    /// <summary>RFC 7638.</summary>
    public string Thumbprint { get; }

    public Signing.PublicKey Public { get; }

    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature) => SignatureAlgorithm.Ed25519.Sign(_key, data, signature);

    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => SignatureAlgorithm.Ed25519.Verify(_key.PublicKey, data, signature);
}
