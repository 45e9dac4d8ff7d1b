using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace LicenseKit.Benchmarks;

/// <summary>What programs did before: a file with an enveloped RSA-SHA256 signature of 2048 bits, verified by the framework's <see cref="SignedXml"/>.</summary>
internal sealed class RsaSignedXml
{
    private readonly byte[] _file;
    private readonly RSA _key;

    private RsaSignedXml(byte[] file, RSA key)
    {
        _file = file;
        _key = key;
    }

    public int Size => _file.Length;

    public static RsaSignedXml Of(string content)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(content);
        var key = RSA.Create(2048);
        var signing = new SignedXml(document) { SigningKey = key };
        var reference = new Reference("") { DigestMethod = SignedXml.XmlDsigSHA256Url };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        signing.AddReference(reference);
        signing.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signing.SignedInfo.SignatureMethod = SignedXml.XmlDsigRSASHA256Url;
        signing.ComputeSignature();
        document.DocumentElement!.AppendChild(document.ImportNode(signing.GetXml(), deep: true));
        return new RsaSignedXml(Encoding.UTF8.GetBytes(document.OuterXml), key);
    }

    public bool Verify()
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        using var file = new MemoryStream(_file, writable: false);
        document.Load(file);
        var signed = new SignedXml(document);
        signed.LoadXml((XmlElement)document.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!);
        return signed.CheckSignature(_key);
    }
}
