using System.Security.Cryptography;

namespace LicenseKit.Signing;

/// <summary>Payload bytes that a known key signed as a known type; <see cref="Jws.Verify"/> is the maker, <see cref="Jws.TakeUnpinned"/> the one exception.</summary>
internal readonly ref struct VerifiedPayload
{
    internal VerifiedPayload(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> jws, DocumentType type, PublicKey? signer)
    {
        Bytes = bytes;
        Jws = jws;
        Type = type;
        Signer = signer;
    }

    /// <summary>The JSON that was signed.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The whole document in compact form, ASCII.</summary>
    public ReadOnlySpan<byte> Jws { get; }

    public DocumentType Type { get; }

    /// <summary>Null for the first link of an issuer's own file, read without its root key.</summary>
    public PublicKey? Signer { get; }

    /// <summary>SHA-256 of the payload, base64url: the identity of what is said, in any encoding.</summary>
    public string ContentHash() => HashOf(Bytes);

    /// <summary>The content hash of a payload that was verified before.</summary>
    public static string HashOf(ReadOnlySpan<byte> payload)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(payload, hash);
        return Base64UrlText.Encode(hash);
    }
}
