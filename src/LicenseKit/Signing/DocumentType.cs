using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace LicenseKit.Signing;

/// <summary>The closed list of signed documents; the type is part of the signed bytes, so none can pass for another.</summary>
internal sealed class DocumentType
{
    public static readonly DocumentType ServerLicense = new("lk-server-license+jwt");
    public static readonly DocumentType SessionLicense = new("lk-session-license+jwt");
    public static readonly DocumentType Lease = new("lk-lease+jwt");
    public static readonly DocumentType Activation = new("lk-activation+jwt");
    public static readonly DocumentType Ping = new("lk-ping+jwt");
    public static readonly DocumentType Pong = new("lk-pong+jwt");

    private const int MaxHeader = 256;

    private DocumentType(string name) => Name = name;

    /// <summary>The <c>typ</c> of the protected header (RFC 8725 §3.11).</summary>
    public string Name { get; }

    /// <summary>The protected header that we write for this type and key, in base64url.</summary>
    public string Header(PublicKey signer)
    {
        Span<byte> text = stackalloc byte[MaxHeader];
        return Encoding.ASCII.GetString(text[..WriteHeader(signer.Thumbprint, "EdDSA", text)]);
    }

    /// <summary>True when the text is the only protected header that this type and key allow.</summary>
    /// <remarks><c>EdDSA</c> is what we write; <c>Ed25519</c> (RFC 9864) is the same algorithm's newer name.</remarks>
    public bool IsHeader(ReadOnlySpan<byte> text, string thumbprint)
    {
        Span<byte> expected = stackalloc byte[MaxHeader];
        return text.SequenceEqual(expected[..WriteHeader(thumbprint, "EdDSA", expected)])
            || text.SequenceEqual(expected[..WriteHeader(thumbprint, "Ed25519", expected)]);
    }

    /// <summary>The header in base64url; 0 bytes when the thumbprint is none, so that nothing equals it.</summary>
    private int WriteHeader(string thumbprint, string algorithm, Span<byte> text)
    {
        Span<byte> json = stackalloc byte[MaxHeader];
        return Utf8.TryWrite(json, $$"""{"alg":"{{algorithm}}","kid":"{{thumbprint}}","typ":"{{Name}}"}""", out var length)
            ? Base64Url.EncodeToUtf8(json[..length], text)
            : 0;
    }
}
