using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace LicenseKit.Signing;

/// <summary>An Ed25519 public key (RFC 8032) that every verifier judges alike: 32 bytes, canonical, not of small order.</summary>
/// <remarks>Some verifiers accept forged signatures under keys of small order and others do not, so such keys are refused when read.</remarks>
public sealed class PublicKey : IEquatable<PublicKey>
{
    /// <summary>Length of the raw key in bytes.</summary>
    public const int Size = 32;

    private const int PemLimit = 4096;
    private const int XLength = 43;

    private readonly byte[] _bytes;
    private readonly NSec.Cryptography.PublicKey _key;
    private string? _x;
    private string? _thumbprint;

    private PublicKey(byte[] bytes, NSec.Cryptography.PublicKey key)
    {
        _bytes = bytes;
        _key = key;
    }

    /// <summary>What RFC 7638 hashes, of a key of zeros.</summary>
    private static ReadOnlySpan<byte> JwkOfZero => """{"crv":"Ed25519","kty":"OKP","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"""u8;

    /// <summary>The raw 32 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The JWK thumbprint (RFC 7638) in base64url; <c>kid</c> of what the key signs.</summary>
    public string Thumbprint => _thumbprint ??= MakeThumbprint();

    /// <summary>The raw key in base64url, as the <c>x</c> of a JWK (RFC 8037).</summary>
    public string X => _x ??= Base64UrlText.Encode(_bytes);

    internal NSec.Cryptography.PublicKey ForVerifying => _key;

    /// <summary>False for anything but 32 canonical bytes of a point that is not of small order.</summary>
    public static bool TryCreate(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        if (bytes.Length != Size || !SmallOrder.IsSafe(bytes)
            || !NSec.Cryptography.PublicKey.TryImport(SignatureAlgorithm.Ed25519, bytes, KeyBlobFormat.RawPublicKey, out var imported))
        {
            return false;
        }

        key = new PublicKey(bytes.ToArray(), imported!);
        return true;
    }

    /// <summary>Reads the base64url form of <see cref="X"/>.</summary>
    public static bool TryCreate(string x, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        return Base64UrlText.Decode(x, Size) is { } bytes && TryCreate(bytes, out key);
    }

    /// <summary>The same from ASCII bytes.</summary>
    internal static bool TryReadX(ReadOnlySpan<byte> x, [NotNullWhen(true)] out PublicKey? key)
    {
        Span<byte> bytes = stackalloc byte[Size + 1];
        key = null;
        return x.Length == XLength && Base64UrlText.TryDecode(x, bytes, out var length) && length == Size && TryCreate(bytes[..Size], out key);
    }

    /// <summary>Reads a SubjectPublicKeyInfo (RFC 8410): PEM, or the bare base64 between its lines.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        var trimmed = text.Trim();
        if (trimmed.Length > PemLimit)
        {
            return false;
        }

        var pem = trimmed.StartsWith("-----", StringComparison.Ordinal)
            ? trimmed
            : $"-----BEGIN PUBLIC KEY-----\n{trimmed}\n-----END PUBLIC KEY-----";
        return NSec.Cryptography.PublicKey.TryImport(SignatureAlgorithm.Ed25519, Encoding.UTF8.GetBytes(pem), KeyBlobFormat.PkixPublicKeyText, out var imported)
            && TryCreate(imported!.Export(KeyBlobFormat.RawPublicKey), out key);
    }

    /// <summary>SubjectPublicKeyInfo as PEM.</summary>
    public string ToPem() => Encoding.ASCII.GetString(_key.Export(KeyBlobFormat.PkixPublicKeyText)).ReplaceLineEndings("\n");

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes, 0);

    /// <summary>The thumbprint.</summary>
    public override string ToString() => Thumbprint;

    private string MakeThumbprint()
    {
        Span<byte> jwk = stackalloc byte[JwkOfZero.Length];
        JwkOfZero.CopyTo(jwk);
        Base64Url.EncodeToUtf8(_bytes, jwk.Slice(JwkOfZero.IndexOf("AAAA"u8), XLength));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(jwk, hash);
        return Base64UrlText.Encode(hash);
    }
}
