using System.Buffers.Text;

namespace LicenseKit.Signing;

/// <summary>What of a verified JWS its type, signer and canonical payload do not tell: with these it can be written again, byte for byte.</summary>
internal sealed class JwsSeal
{
    /// <summary>12 bytes are 16 symbols: enough to tell the two names of the algorithm apart.</summary>
    private static readonly byte[] StartOfEdDsa = Base64Url.EncodeToUtf8("""{"alg":"EdDS"""u8);

    private readonly byte[] _signature = new byte[Signature.Size];
    private readonly string _algorithm;

    private JwsSeal(ReadOnlySpan<byte> header, ReadOnlySpan<byte> signature)
    {
        _algorithm = header.StartsWith(StartOfEdDsa) ? DocumentType.EdDsa : DocumentType.Ed25519;
        Base64UrlText.TryDecode(signature, _signature, out _);
    }

    public static JwsSeal Of(ReadOnlySpan<byte> jws)
    {
        Jws.TrySplit(jws, out var header, out _, out var signature);
        return new(jws[header], jws[signature]);
    }

    /// <summary>The document in compact form.</summary>
    public string Rebuild(ReadOnlySpan<byte> payload, DocumentType type, string thumbprint) =>
        $"{type.Header(thumbprint, _algorithm)}.{Base64UrlText.Encode(payload)}.{Base64UrlText.Encode(_signature)}";
}
