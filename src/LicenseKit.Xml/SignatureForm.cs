using System.Security.Cryptography;
using System.Text;
using LicenseKit.Signing;
using NSec.Cryptography;
using PublicKey = LicenseKit.Signing.PublicKey;

namespace LicenseKit.Xml;

/// <summary>The signature of a license in XML. In exclusive C14N it is one text, but for digest, signature and the thumbprint of the key.</summary>
/// <remarks>Built and compared, as the header of a JWS is: nothing that a file or the host's configuration names is ever looked up.</remarks>
internal sealed class SignatureForm
{
    private const int DigestText = 44;
    private const int ValueText = 88;
    private const int KeyNameText = 43;

    private const string InfoToDigest =
        $"<CanonicalizationMethod Algorithm=\"{XmlNames.ExclusiveC14N}\"></CanonicalizationMethod>"
        + $"<SignatureMethod Algorithm=\"{XmlNames.Ed25519}\"></SignatureMethod>"
        + "<Reference URI=\"\"><Transforms>"
        + $"<Transform Algorithm=\"{XmlNames.Enveloped}\"></Transform><Transform Algorithm=\"{XmlNames.ExclusiveC14N}\"></Transform>"
        + $"</Transforms><DigestMethod Algorithm=\"{XmlNames.Sha256}\"></DigestMethod><DigestValue>";

    private const string AfterDigest = "</DigestValue></Reference></SignedInfo>";
    private const string ToDigest = $"<Signature xmlns=\"{XmlNames.Signature}\"><SignedInfo>{InfoToDigest}";
    private const string ToValue = $"{AfterDigest}<SignatureValue>";
    private const string ToKeyName = "</SignatureValue><KeyInfo><KeyName>";
    private const string ToEnd = "</KeyName></KeyInfo></Signature>";

    private static readonly int Length = ToDigest.Length + DigestText + ToValue.Length + ValueText + ToKeyName.Length + KeyNameText + ToEnd.Length;

    private readonly string _digest;
    private readonly byte[] _value;

    private SignatureForm(string digest, byte[] value, string keyName)
    {
        _digest = digest;
        _value = value;
        KeyName = keyName;
    }

    /// <summary>The thumbprint of the key that shall have signed; which key must have comes from the chain.</summary>
    public string KeyName { get; }

    /// <summary>The digest in base64, of content as it is hashed.</summary>
    public static string Digest(ReadOnlySpan<byte> content) => Convert.ToBase64String(SHA256.HashData(content));

    /// <summary>SignedInfo in exclusive C14N.</summary>
    public static byte[] SignedInfo(string digest) => Encoding.ASCII.GetBytes($"<SignedInfo xmlns=\"{XmlNames.Signature}\">{InfoToDigest}{digest}{AfterDigest}");

    public static string Write(string digest, ReadOnlySpan<byte> value, PublicKey key) =>
        $"{ToDigest}{digest}{ToValue}{Convert.ToBase64String(value)}{ToKeyName}{key.Thumbprint}{ToEnd}";

    /// <summary>Takes the three values out of a signature in exclusive C14N; any other text is refused.</summary>
    public static Outcome<SignatureForm> Read(string canonical)
    {
        if (canonical.Length != Length)
        {
            return NotTheOneText();
        }

        var digest = canonical.Substring(ToDigest.Length, DigestText);
        var value = canonical.Substring(ToDigest.Length + DigestText + ToValue.Length, ValueText);
        var keyName = canonical[^(KeyNameText + ToEnd.Length)..^ToEnd.Length];
        return $"{ToDigest}{digest}{ToValue}{value}{ToKeyName}{keyName}{ToEnd}" == canonical
            && Base64.Decode(digest) is { Length: SHA256.HashSizeInBytes } && Base64.Decode(value) is { Length: Signing.Signature.Size } bytes
            ? new SignatureForm(digest, bytes, keyName)
            : NotTheOneText();
    }

    /// <summary>Verifies who signed the digest.</summary>
    public LicenseFault? Verify(PublicKey key) =>
        KeyName != key.Thumbprint ? new(FaultCode.WrongHeader,
            $"The signature names key {Licenses.Names.Shown(KeyName)}; key {key.Thumbprint} must have signed here.", "Use the file as its issuer made it, for this place in the chain.")
        : SignatureAlgorithm.Ed25519.Verify(key.ForVerifying, SignedInfo(_digest), _value) ? null
        : Signing.Signature.DoesNotFit(key);

    /// <summary>Compares the digest with that of the content.</summary>
    public LicenseFault? VerifyDigest(ReadOnlySpan<byte> content) => Digest(content) == _digest ? null
        : new(FaultCode.BadSignature, "The digest that is signed does not fit the content.", "The file was changed or damaged after it was issued; get it again from its issuer.");

    private static LicenseFault NotTheOneText() => XmlFault.SignatureForm(
        "it must be, in exclusive C14N, the one text of the file format, with a digest of 32 bytes, a signature of 64 and the thumbprint of the key");
}
