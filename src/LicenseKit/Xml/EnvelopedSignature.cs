using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using LicenseKit.Signing;
using NSec.Cryptography;
using PublicKey = LicenseKit.Signing.PublicKey;

namespace LicenseKit.Xml;

/// <summary>The signature of a license in XML, by whatever tool it was written: found, compared with the one allowed form, then verified.</summary>
/// <remarks>Of the framework's XMLDSig only the exclusive C14N transform is used, so nothing that a file or the host's configuration names is ever looked up.</remarks>
internal sealed class EnvelopedSignature
{
    private readonly XmlElement _element;
    private readonly XmlElement _signedInfo;
    private readonly byte[] _digest;
    private readonly byte[] _signature;
    private readonly string? _keyName;

    private EnvelopedSignature(XmlElement element, XmlElement signedInfo, byte[] digest, byte[] signature, string? keyName)
    {
        _element = element;
        _signedInfo = signedInfo;
        _digest = digest;
        _signature = signature;
        _keyName = keyName;
    }

    /// <summary>Finds the only signature, the last element of the root, in the only form that is allowed.</summary>
    public static Outcome<EnvelopedSignature> Find(XmlDocument document)
    {
        var all = document.GetElementsByTagName("Signature", XmlNames.Signature);
        if (all.Count != 1 || all[0] is not XmlElement element || document.DocumentElement!.ChildNodes.OfType<XmlElement>().Last() != element)
        {
            return XmlFault.SignatureForm($"there must be one, the last element of the root; there are {all.Count}");
        }

        if (element.Attributes.Cast<XmlAttribute>().Any(a => a.NamespaceURI != XmlNames.Declarations)
            || Shape.Elements(element) is not [{ } signedInfo, { } value, .. { Length: <= 1 } keyInfo])
        {
            return XmlFault.SignatureForm("it must have SignedInfo, SignatureValue and at most KeyInfo");
        }

        if ((Shape.SignedInfo.Differs(signedInfo) ?? Shape.Value("SignatureValue").Differs(value)
            ?? keyInfo.Select(Shape.KeyInfo.Differs).FirstOrDefault()) is { } differs)
        {
            return XmlFault.SignatureForm(differs);
        }

        var digest = Base64Value.Decode(signedInfo.GetElementsByTagName("DigestValue", XmlNames.Signature)[0]!.InnerText);
        var signature = Base64Value.Decode(value.InnerText);
        return digest is { Length: SHA256.HashSizeInBytes } && signature is { Length: Signing.Signature.Size }
            ? new EnvelopedSignature(element, signedInfo, digest, signature, keyInfo is [{ } hint] ? Shape.Elements(hint)![0].InnerText : null)
            : XmlFault.SignatureForm($"DigestValue must be canonical base64 of {SHA256.HashSizeInBytes} bytes, SignatureValue of {Signing.Signature.Size}");
    }

    /// <summary>Verifies signature, then digest; <paramref name="content"/> is the canonical XML that was hashed, and the document is without its signature then.</summary>
    /// <remarks>The key comes from the chain. <c>KeyName</c>, which nobody signed, only chooses between two ways to say no.</remarks>
    public LicenseFault? Verify(PublicKey? key, out string content)
    {
        content = "";
        if (key is not null && !SignatureAlgorithm.Ed25519.Verify(key.ForVerifying, Canonical(SafeXml.Load(_signedInfo.OuterXml)), _signature))
        {
            return _keyName is not null && _keyName != key.Thumbprint
                ? new(FaultCode.WrongHeader, $"The signature names key {Licenses.Names.Shown(_keyName)}, and it is not one of key {key.Thumbprint}.", "Use the file as its issuer made it, for this place in the chain.")
                : Signing.Signature.DoesNotFit(key);
        }

        var document = _element.OwnerDocument;
        _element.ParentNode!.RemoveChild(_element);
        var bytes = Canonical(document);
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(bytes), _digest))
        {
            return new(FaultCode.BadSignature, "The digest that is signed does not fit the content.", "The file was changed or damaged after it was issued; get it again from its issuer.");
        }

        content = Encoding.UTF8.GetString(bytes);
        return null;
    }

    private static byte[] Canonical(XmlDocument document)
    {
        var transform = new XmlDsigExcC14NTransform(includeComments: false);
        transform.LoadInput(document);
        using var canonical = (MemoryStream)transform.GetOutput(typeof(Stream));
        return canonical.ToArray();
    }
}
