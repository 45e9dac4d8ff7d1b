using System.Security.Cryptography;
using System.Text;
using LicenseKit.Signing;
using NSec.Cryptography;
using PublicKey = LicenseKit.Signing.PublicKey;

namespace LicenseKit.Xml;

/// <summary>The bytes that we write: content in canonical form, and a signature whose every byte but its three values is known beforehand.</summary>
/// <remarks>
/// <code>
/// &lt;?xml version="1.0" encoding="utf-8"?&gt;
/// &lt;License xmlns="…"&gt;
///   …                                                    '-- content: canonical as it stands
///   &lt;Signature xmlns="…"&gt;&lt;SignedInfo&gt;…&lt;/Signature&gt;
/// &lt;/License&gt;                                              '-- and this
/// </code>
/// Such a file needs no canonicalization: what was hashed stands in it, and SignedInfo is built from the digest alone. A file that is not of
/// this form is no worse for it; <see cref="EnvelopedSignature"/> reads it.
/// </remarks>
internal static class ExactForm
{
    private const int DigestText = 44;
    private const int SignatureText = 88;
    private const int KeyNameText = 43;

    private const string Algorithms =
        $"<CanonicalizationMethod Algorithm=\"{XmlNames.ExclusiveC14N}\"></CanonicalizationMethod>"
        + $"<SignatureMethod Algorithm=\"{XmlNames.Ed25519}\"></SignatureMethod>"
        + "<Reference URI=\"\"><Transforms>"
        + $"<Transform Algorithm=\"{XmlNames.Enveloped}\"></Transform><Transform Algorithm=\"{XmlNames.ExclusiveC14N}\"></Transform>"
        + $"</Transforms><DigestMethod Algorithm=\"{XmlNames.Sha256}\"></DigestMethod><DigestValue>";

    private const string AfterDigest = "</DigestValue></Reference></SignedInfo>";

    private static readonly byte[] Prologue = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"u8.ToArray();
    private static readonly byte[] Start = Encoding.ASCII.GetBytes($"<Signature xmlns=\"{XmlNames.Signature}\"><SignedInfo>{Algorithms}");
    private static readonly byte[] ToValue = Encoding.ASCII.GetBytes($"{AfterDigest}<SignatureValue>");
    private static readonly byte[] ToKeyName = "</SignatureValue><KeyInfo><KeyName>"u8.ToArray();
    private static readonly byte[] End = "</KeyName></KeyInfo></Signature>"u8.ToArray();

    private static readonly int Length = Start.Length + DigestText + ToValue.Length + SignatureText + ToKeyName.Length + KeyNameText + End.Length;

    /// <summary>The content of a file of this form whose signature and digest are good; null for any other file.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="type">The type that it must be.</param>
    /// <param name="key">The key that must have signed it; null where that is not asked.</param>
    public static byte[]? Verified(ReadOnlySpan<byte> file, DocumentType type, PublicKey? key)
    {
        var close = Close(type);
        var at = file.Length - close.Length - Length - 1;
        if (at <= Prologue.Length || !file.StartsWith(Prologue) || file[^1] != '\n' || !file[..^1].EndsWith(close)
            || !TrySplit(file.Slice(at, Length), out var digestText, out var signatureText))
        {
            return null;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> signature = stackalloc byte[Signing.Signature.Size];
        byte[] content = [.. file[Prologue.Length..at], .. close];
        return Base64Value.TryDecode(digestText, digest) && Base64Value.TryDecode(signatureText, signature)
            && (key is null || SignatureAlgorithm.Ed25519.Verify(key.ForVerifying, SignedInfo(digestText), signature))
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(content), digest)
            ? content
            : null;
    }

    /// <summary>The content as it is hashed.</summary>
    public static byte[] Content(string open, DocumentType type) => [.. Encoding.UTF8.GetBytes(open), .. "\n  "u8, .. Close(type)];

    /// <summary>Signs content that is in canonical form, given up to the place of the signature, with the key in this process.</summary>
    public static byte[] Sign(string open, DocumentType type, SigningKey key)
    {
        var digest = Digest(open, type);
        Span<byte> signature = stackalloc byte[Signing.Signature.Size];
        key.Sign(SignedInfo(digest), signature);
        return Write(open, type, digest, signature, key.PublicKey);
    }

    /// <summary>The same with a key that may live elsewhere.</summary>
    /// <exception cref="SigningException">The signer does not sign.</exception>
    public static async ValueTask<byte[]> SignAsync(string open, DocumentType type, ISigner signer, CancellationToken cancellationToken)
    {
        var (key, digest) = (signer.PublicKey, Digest(open, type));
        var signature = await Signing.Signature.MakeAsync(signer, key, SignedInfo(digest), cancellationToken).ConfigureAwait(false);
        return Write(open, type, digest, signature, key);
    }

    private static byte[] Digest(string open, DocumentType type) => Encoding.ASCII.GetBytes(Convert.ToBase64String(SHA256.HashData(Content(open, type))));

    private static byte[] Write(string open, DocumentType type, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature, PublicKey key) =>
    [
        .. Prologue, .. Encoding.UTF8.GetBytes(open), .. "\n  "u8,
        .. Start, .. digest, .. ToValue, .. Encoding.ASCII.GetBytes(Convert.ToBase64String(signature)),
        .. ToKeyName, .. Encoding.ASCII.GetBytes(key.Thumbprint), .. End,
        .. Close(type), (byte)'\n',
    ];

    private static ReadOnlySpan<byte> Close(DocumentType type) => type == DocumentType.ServerLicense ? "\n</License>"u8 : "\n</SessionLicense>"u8;

    /// <summary>SignedInfo in exclusive C14N, for the one digest that may differ.</summary>
    private static byte[] SignedInfo(ReadOnlySpan<byte> digest) =>
        [.. Encoding.ASCII.GetBytes($"<SignedInfo xmlns=\"{XmlNames.Signature}\">{Algorithms}"), .. digest, .. Encoding.ASCII.GetBytes(AfterDigest)];

    private static bool TrySplit(ReadOnlySpan<byte> signature, out ReadOnlySpan<byte> digest, out ReadOnlySpan<byte> value)
    {
        digest = signature.Slice(Start.Length, DigestText);
        var rest = signature[(Start.Length + DigestText)..];
        value = rest.Slice(ToValue.Length, SignatureText);
        var keyInfo = rest[(ToValue.Length + SignatureText)..];
        return signature.StartsWith(Start) && rest.StartsWith(ToValue) && keyInfo.StartsWith(ToKeyName) && keyInfo.EndsWith(End)
            && keyInfo.Slice(ToKeyName.Length, KeyNameText).IndexOfAny("<&\r"u8) < 0;
    }
}
