using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Protocol;

/// <summary>One link of a chain as pings and pongs name it: serial and content hash, in order from the root.</summary>
internal sealed record LinkVersion(long Serial, string Sha256)
{
    public static IReadOnlyList<LinkVersion> Of(Chain chain) => [.. chain.Links.Select(l => new LinkVersion(l.Serial, l.ContentHash))];

    public static void Write(IReadOnlyList<LinkVersion> chain, CanonicalWriter json)
    {
        json.Open("chain"u8, '[');
        foreach (var link in chain)
        {
            json.Open();
            json.Member("serial"u8, link.Serial);
            json.Member("sha256"u8, link.Sha256);
            json.Close();
        }

        json.Close(']');
    }

    public static LinkVersion Read(MessageReader link) => new(link.Ordinal("serial"), link.Sha256("sha256"));

    public static IReadOnlyList<LinkVersion> ReadChain(MessageReader lk) => [.. lk.List("chain", LicenseFile.MaxServers).Select(Read)];
}
