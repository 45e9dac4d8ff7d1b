using LicenseKit.Chains;
using LicenseKit.Xml;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Every file among the cases.</summary>
internal static class VectorIndex
{
    public static IReadOnlyList<VectorFile> Files { get; } =
    [
        .. GoodFiles.All(), .. XmlFiles.Good(), .. XmlSpellingFiles.Good(),
        .. HostileShapes.All(), .. HostileHeaders.All(), .. HostileSignatures.All(), .. EquationFiles.All(), .. HostileJson.All(), .. HostileContents.All(),
        .. TextFiles.All(), .. UrlFiles.All(), .. HostileChains.All(), .. HostileGrants.All(),
        .. XmlFiles.Hostile(), .. XmlCharacterFiles.Hostile(), .. XmlSpellingFiles.Hostile(),
    ];

    public static Verdict Verify(VectorFile file) => new Verifier(file.Product, [.. file.Roots.Select(VectorKeys.Root)])
        .Accept(XmlLicenses.Format).Verify(file.Bytes, Some.At(file.At), file.Holder is null ? null : VectorKeys.Key(file.Holder).PublicKey);
}
