using LicenseKit.Chains;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Cli.Files;

/// <summary>Who signs a license: a server by its own license file and key.</summary>
/// <param name="Chain">The server's chain.</param>
/// <param name="Reader">The reader that verified it, and verifies what is signed under it.</param>
internal sealed record IssuerFile(Chain Chain, ChainReader Reader)
{
    /// <summary>Reads the file as the holder of the key. Without a root key the first link is taken as it says; all below are verified.</summary>
    public static Outcome<IssuerFile> Read(string path, SigningKey key, IReadOnlyList<RootKey> roots)
    {
        if (!InputFile.Read(path).Is(out var bytes, out var fault))
        {
            return fault;
        }

        var reader = (roots.Count > 0 ? new ChainReader(null, roots) : ChainReader.OfOwnFile()).Accepting(XmlLicenses.Format);
        if (!reader.ReadAs(key.PublicKey, bytes).Is(out var chain, out fault))
        {
            return fault;
        }

        return chain.Leaf.Binding switch
        {
            _ when chain.Leaf.Encoding == LicenseEncoding.Xml => new LicenseFault(FaultCode.IssuerInXml, $"License '{chain.Leaf.Client}' is in XML; licenses are issued below JWS only.",
                "Give the issuer's file in the native format; whoever signed it converts it with 'licensekit convert --to jws'.", link: chain.Leaf.Id),
            null => new LicenseFault(FaultCode.IssuerNotBound, $"License '{chain.Leaf.Client}' is not activated; only the holder of an activated license can issue.",
                "Activate it first, or use its file from after the activation.", link: chain.Leaf.Id),
            var binding when !binding.Admits(key.PublicKey) => new LicenseFault(FaultCode.BoundElsewhere, $"The key is not the one that holds '{chain.Leaf.Client}', the last server license of the issuer's file.",
                "Give the key of the server whose license this is.", link: chain.Leaf.Id),
            _ => new IssuerFile(chain, reader),
        };
    }
}
