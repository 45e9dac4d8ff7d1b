using System.Text;
using NSec.Cryptography;

namespace LicenseKit.Signing;

/// <summary>JWS in compact form (RFC 7515 §3.1) with Ed25519 (RFC 8037) and one possible header.</summary>
/// <remarks>
/// <code>
/// base64url(header) . base64url(payload) . base64url(signature)
/// '-- built by the verifier and compared, never parsed to choose anything
/// </code>
/// </remarks>
internal static class Jws
{
    private const int SignatureText = 86;

    /// <summary>Signs a payload with the key in this process; the result is ASCII.</summary>
    public static string Sign(ReadOnlySpan<byte> payload, DocumentType type, SigningKey key) => new Document(type, payload, key.PublicKey).Sign(key).Compact;

    /// <summary>Splits a compact JWS into the texts of header, payload and signature, whatever the length of the last.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> jws, out Range header, out Range payload, out Range signature)
    {
        header = payload = signature = default;
        var first = jws.IndexOf((byte)'.');
        var last = jws.LastIndexOf((byte)'.');
        if (first < 1 || last <= first + 1 || jws[(first + 1)..last].Contains((byte)'.'))
        {
            return false;
        }

        (header, payload, signature) = (..first, (first + 1)..last, (last + 1)..);
        return true;
    }

    /// <summary>Verifies header, then signature; only then are the payload's bytes handed out, in <paramref name="buffer"/>.</summary>
    /// <param name="jws">The document in compact form.</param>
    /// <param name="type">The type that it must be.</param>
    /// <param name="key">The key that must have signed it.</param>
    /// <param name="buffer">Room for the payload, at least as long as <paramref name="jws"/>.</param>
    /// <param name="payload">What was signed; empty unless the answer is null.</param>
    /// <returns>Null when all is well.</returns>
    public static LicenseFault? Verify(ReadOnlySpan<byte> jws, DocumentType type, PublicKey key, Span<byte> buffer, out VerifiedPayload payload)
    {
        payload = default;
        if (!TrySplit(jws, out var headerText, out var payloadText, out var signatureText))
        {
            return Shape();
        }

        if (!type.IsHeader(jws[headerText], key.Thumbprint))
        {
            return JwsHeader.OtherAlgorithm(jws[headerText]) ?? new(FaultCode.WrongHeader, $"The header is not the one of a {type.Name} signed by key {key.Thumbprint}.",
                "Use the file as its issuer made it, for this place in the chain.");
        }

        Span<byte> signature = stackalloc byte[Signature.Size + 2];
        if (jws[signatureText].Length != SignatureText || !Base64UrlText.TryDecode(jws[signatureText], signature, out var signatureLength) || signatureLength != Signature.Size
            || !Base64UrlText.TryDecode(jws[payloadText], buffer, out var length))
        {
            return Shape();
        }

        var signed = jws[..(headerText.End.Value + 1 + jws[payloadText].Length)];
        if (!SignatureAlgorithm.Ed25519.Verify(key.ForVerifying, signed, signature[..Signature.Size]))
        {
            return Signature.DoesNotFit(key);
        }

        payload = new VerifiedPayload(buffer[..length], jws, type, key);
        return null;
    }

    /// <summary>The payload of a document whose signer's key is not at hand: its shape is checked, the signature is not.</summary>
    /// <remarks>Only for the first link of an issuer's own file, where a forgery harms nobody but the forger: what is issued under it is refused by all who pin the root key.</remarks>
    public static LicenseFault? ReadUnverified(ReadOnlySpan<byte> jws, Span<byte> buffer, out UnverifiedPayload payload)
    {
        payload = default;
        if (!TrySplit(jws, out var headerText, out var payloadText, out var signatureText))
        {
            return Shape();
        }

        if (jws[signatureText].Length != SignatureText || !Base64UrlText.TryDecode(jws[payloadText], buffer, out var length))
        {
            return JwsHeader.OtherAlgorithm(jws[headerText]) ?? Shape();
        }

        payload = new UnverifiedPayload(buffer[..length], jws);
        return null;
    }

    public static LicenseFault Shape() => new(FaultCode.NotCompactJws,
        "The document is not three canonical base64url parts joined by dots.",
        "Copy the whole document, without line breaks or additions, from the file that its issuer made.");
}
