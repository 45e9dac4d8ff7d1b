using System.Security.Cryptography;

namespace LicenseKit.Signing;

/// <summary>Payload bytes that a known key signed as a known type; only a <see cref="SignedDocument"/> that has verified them makes one.</summary>
internal readonly ref struct VerifiedPayload
{
    internal VerifiedPayload(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> document, DocumentType type, PublicKey signer, LicenseEncoding encoding = LicenseEncoding.Jws)
    {
        Bytes = bytes;
        Document = document;
        Type = type;
        Signer = signer;
        Encoding = encoding;
    }

    /// <summary>The JSON that was signed; of a document in XML, the JSON of what it says.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The whole document as it came: a JWS in compact form, ASCII; or a file in XML.</summary>
    public ReadOnlySpan<byte> Document { get; }

    public LicenseEncoding Encoding { get; }

    public DocumentType Type { get; }

    /// <summary>The key whose signature was verified.</summary>
    public PublicKey Signer { get; }

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
