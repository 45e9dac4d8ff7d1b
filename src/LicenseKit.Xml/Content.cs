using System.Text;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Xml;

/// <summary>What a license says in XML, in exclusive C14N up to the place of its signature.</summary>
/// <remarks>
/// <code>
/// &lt;?xml version="1.0" encoding="utf-8"?&gt;
/// &lt;License xmlns="…"&gt;
///   …                                                    '-- hashed: from the root's start
///   &lt;Signature xmlns="…"&gt;&lt;SignedInfo&gt;…&lt;/Signature&gt;
/// &lt;/License&gt;                                              '-- to its end, without the signature
/// </code>
/// </remarks>
internal sealed record Content(DocumentType Type, string Open)
{
    private const string BeforeSignature = "\n  ";

    private string Close => Type == DocumentType.ServerLicense ? $"\n</{XmlNames.ServerRoot}>" : $"\n</{XmlNames.SessionRoot}>";

    /// <param name="license">What it says.</param>
    /// <param name="issuerLicense">The bundle above in base64; null in a Master's.</param>
    public static Content Of(ServerLicenseClaims license, string? issuerLicense) =>
        Of(DocumentType.ServerLicense, xml => ServerLicenseForm.Write(license, issuerLicense, xml));

    public static Content Of(SessionLicenseClaims license, string? issuerLicense) =>
        Of(DocumentType.SessionLicense, xml => SessionLicenseForm.Write(license, issuerLicense, xml));

    /// <summary>The payload of the same license as JWS, from canonical XML whose digest was compared.</summary>
    public static Outcome<byte[]> ReadPayload(string canonical, DocumentType type)
    {
        using var reader = SafeXml.Read(canonical);
        var xml = new ElementReader(reader);
        xml.Start();
        var server = type == DocumentType.ServerLicense ? ServerLicenseForm.Read(xml) : null;
        var session = server is null ? SessionLicenseForm.Read(xml) : null;
        if (xml.Fault is { } fault)
        {
            return fault;
        }

        var json = new CanonicalWriter();
        if (server is not null)
        {
            ServerLicenseWriter.Write(server, json);
        }
        else
        {
            SessionLicense.Write(session!, json);
        }

        return json.Written.ToArray();
    }

    /// <summary>The bytes that are hashed.</summary>
    public byte[] Hashed() => Encoding.UTF8.GetBytes(Open + BeforeSignature + Close);

    /// <summary>The whole file, signed with the key in this process.</summary>
    public byte[] Sign(SigningKey key)
    {
        var digest = SignatureForm.Digest(Hashed());
        Span<byte> signature = stackalloc byte[Signature.Size];
        key.Sign(SignatureForm.SignedInfo(digest), signature);
        return File(SignatureForm.Write(digest, signature, key.PublicKey));
    }

    /// <summary>The same with a key that may live elsewhere.</summary>
    /// <exception cref="SigningException">The signer does not sign.</exception>
    public async ValueTask<byte[]> SignAsync(ISigner signer, CancellationToken cancellationToken)
    {
        var (key, digest) = (signer.PublicKey, SignatureForm.Digest(Hashed()));
        var signature = await Signature.MakeAsync(signer, key, SignatureForm.SignedInfo(digest), cancellationToken).ConfigureAwait(false);
        return File(SignatureForm.Write(digest, signature, key));
    }

    private byte[] File(string signature) => Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{Open}{BeforeSignature}{signature}{Close}\n");

    private static Content Of(DocumentType type, Action<ElementWriter> write)
    {
        var xml = new ElementWriter();
        write(xml);
        return new Content(type, xml.Written);
    }
}
