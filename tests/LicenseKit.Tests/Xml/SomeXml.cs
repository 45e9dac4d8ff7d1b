using System.Text;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Tests.Xml;

/// <summary>Good license files in XML to start from, and a verifier that takes them.</summary>
internal static class SomeXml
{
    public static readonly Verifier Verifier = Some.Verifier.Accept(XmlLicenses.Format);

    /// <summary>A Master's license.</summary>
    public static byte[] Master(Func<ServerLicenseClaims, ServerLicenseClaims>? change = null) => XmlLicenses.Sign(Some.Master(change ?? (c => c)).Claims, Some.Root);

    /// <summary>The last license of a chain in XML, those above it as a bundle.</summary>
    public static byte[] Leaf(Link leaf, SigningKey issuer) => XmlLicenses.Convert(leaf.Verified(), issuer);

    /// <summary>The last of so many links in XML, those above it as a bundle.</summary>
    public static byte[] Chain(int links) => links == 1 ? Master() : Leaf(Some.Chain(links), Some.Key((byte)(links - 1)));

    /// <summary>A license below an issuer, over whatever stands for the bundle above.</summary>
    public static byte[] Child(Link issuer, string? issuerLicense) => Content.Of(issuer.Issue().Claims, issuerLicense).Sign(issuer.Holder);

    public static Verdict Verify(byte[] file, long at = Some.Now) => Verifier.Verify(file, Some.At(at));

    public static string Text(byte[] file) => Encoding.UTF8.GetString(file);
}
