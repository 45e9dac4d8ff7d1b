using System.Text;

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

    private DocumentType(string name) => Name = name;

    /// <summary>The <c>typ</c> of the protected header (RFC 8725 §3.11).</summary>
    public string Name { get; }

    /// <summary>The only protected header that this type and key allow, in base64url.</summary>
    /// <remarks><c>EdDSA</c> is what we write; <c>Ed25519</c> (RFC 9864) is the same algorithm's newer name.</remarks>
    public string Header(PublicKey signer, string algorithm = "EdDSA") => Header(signer.Thumbprint, algorithm);

    /// <summary>The same for a signer of whom only the thumbprint is known.</summary>
    public string Header(string thumbprint, string algorithm = "EdDSA") => Base64UrlText.Encode(
        Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","kid":"{{thumbprint}}","typ":"{{Name}}"}"""));
}
