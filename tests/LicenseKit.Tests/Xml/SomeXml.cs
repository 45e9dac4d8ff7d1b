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
    public static byte[] Master(Func<ServerLicenseClaims, ServerLicenseClaims>? change = null) => Of(XmlLicenses.Sign(Some.Master(change ?? (c => c)).Claims, Some.Root));

    /// <summary>The last license of a chain in XML, those above it as a bundle.</summary>
    public static byte[] Leaf(Link leaf, SigningKey issuer) => Of(XmlLicenses.Convert(leaf.Verified(), issuer));

    /// <summary>So many links, every one in XML, each inside the next.</summary>
    public static byte[] Chain(int links) => Chain(Some.Chain(links));

    public static byte[] Chain(Link leaf)
    {
        byte[]? file = null;
        for (var (i, chain) = (0, leaf.Verified()); i < chain.Links.Count; i++)
        {
            file = Of(file is null
                ? XmlLicenses.Sign(chain.Links[i].Claims, Some.Root)
                : XmlLicenses.Sign(chain.Links[i].Claims, Verify(file).Chain!, Some.Key((byte)i)));
        }

        return file!;
    }

    public static Verdict Verify(byte[] file, long at = Some.Now) => Verifier.Verify(file, Some.At(at));

    public static string Text(byte[] file) => Encoding.UTF8.GetString(file);

    public static byte[] Of(Outcome<byte[]> file) => file.Value ?? throw new InvalidOperationException(file.Fault?.ToString());
}
