using System.Security.Cryptography;
using System.Text;

namespace LicenseKit.Signing;

/// <summary>One document of this installation: payload and content hash are there at once, the compact form (RFC 7515 §3.1) when it is signed.</summary>
/// <remarks>A document refers to others by content hash, which is of the payload: so one may refer to another that is not signed yet.</remarks>
internal sealed class Document
{
    private string? _contentHash;
    private string? _input;
    private string? _compact;

    /// <summary>A document to be signed by the holder of <paramref name="signer"/>.</summary>
    public Document(DocumentType type, ReadOnlySpan<byte> payload, PublicKey signer)
    {
        Type = type;
        Signer = signer;
        Payload = payload.ToArray();
    }

    public DocumentType Type { get; }

    /// <summary>The key whose holder signs it, or has signed it.</summary>
    public PublicKey Signer { get; }

    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>SHA-256 of the payload, base64url.</summary>
    public string ContentHash => _contentHash ??= VerifiedPayload.HashOf(Payload.Span);

    /// <summary>The document in compact form.</summary>
    /// <exception cref="InvalidOperationException">It is not signed yet.</exception>
    public string Compact => _compact ?? throw new InvalidOperationException($"The {Type.Name} is not signed yet.");

    public bool IsSigned => _compact is not null;

    /// <summary>SHA-256 of the signature, base64url: known only to who holds the document. Null while it is not signed.</summary>
    public string? SignatureHash
    {
        get
        {
            if (_compact is null)
            {
                return null;
            }

            var signature = Base64UrlText.Decode(_compact[(_compact.LastIndexOf('.') + 1)..], Signature.Size)!;
            return Base64UrlText.Encode(SHA256.HashData(signature));
        }
    }

    /// <summary>A document that was signed before.</summary>
    /// <param name="payload">The verified payload.</param>
    public static Document Of(VerifiedPayload payload) => new(payload.Type, payload.Bytes, payload.Signer) { _compact = Encoding.ASCII.GetString(payload.Document) };

    /// <summary>What is signed: header and payload, in base64url, joined by a dot.</summary>
    public byte[] SigningInput() => Encoding.ASCII.GetBytes(Input);

    /// <summary>Completes the document; its signature is one of <see cref="Signer"/> over <see cref="SigningInput"/>.</summary>
    public void Complete(ReadOnlySpan<byte> signature)
    {
        _compact = $"{Input}.{Base64UrlText.Encode(signature)}";
        _input = null;
    }

    /// <summary>Completes the document with the signature of one with the same payload, type and signer.</summary>
    public void TakeSignature(Document same) => _compact = same.Compact;

    /// <summary>Signs with the key in this process.</summary>
    public Document Sign(SigningKey key)
    {
        Span<byte> signature = stackalloc byte[Signature.Size];
        key.Sign(SigningInput(), signature);
        Complete(signature);
        return this;
    }

    /// <summary>Signs with a key that may live elsewhere.</summary>
    /// <exception cref="SigningException">The signer does not sign.</exception>
    public async ValueTask<Document> SignAsync(ISigner signer, CancellationToken cancellationToken = default)
    {
        Complete(await Signature.MakeAsync(signer, Signer, SigningInput(), cancellationToken).ConfigureAwait(false));
        return this;
    }

    /// <summary>The type and the content hash; not the document, which may be a bearer token.</summary>
    public override string ToString() => $"{Type.Name} {ContentHash}";

    private string Input => _input ??= $"{Type.Header(Signer.Thumbprint)}.{Base64UrlText.Encode(Payload.Span)}";
}
