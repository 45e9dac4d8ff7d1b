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

    /// <summary>The algorithm as we write it (RFC 8037).</summary>
    public const string EdDsa = "EdDSA";

    /// <summary>The same algorithm by its newer name (RFC 9864), which is read too.</summary>
    public const string Ed25519 = "Ed25519";

    private const int MaxHeader = 256;

    private DocumentType(string name) => Name = name;

    /// <summary>The <c>typ</c> of the protected header (RFC 8725 §3.11).</summary>
    public string Name { get; }

    /// <summary>The protected header for this type and the key of this thumbprint, in base64url.</summary>
    public string Header(string thumbprint, string algorithm = EdDsa)
    {
        Span<byte> text = stackalloc byte[MaxHeader];
        return Encoding.ASCII.GetString(text[..WriteHeader(thumbprint, algorithm, text)]);
    }

    /// <summary>True when the text is the only protected header that this type and key allow.</summary>
    public bool IsHeader(ReadOnlySpan<byte> text, string thumbprint)
    {
        Span<byte> expected = stackalloc byte[MaxHeader];
        return text.SequenceEqual(expected[..WriteHeader(thumbprint, EdDsa, expected)])
            || text.SequenceEqual(expected[..WriteHeader(thumbprint, Ed25519, expected)]);
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
