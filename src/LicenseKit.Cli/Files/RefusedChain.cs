using LicenseKit.Chains;
using LicenseKit.Cli.Output;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Cli.Files;

/// <summary>What can be shown of a file that was refused or not verified: every link as it says, and where the first fault is.</summary>
internal static class RefusedChain
{
    /// <summary>The links of a file that was not verified.</summary>
    public static IReadOnlyList<ChainLink> NotVerified(ReadOnlyMemory<byte> file) => Links(file, (_, _, _) => ChainLink.NotVerified);

    /// <summary>The links of a refused file: above the first fault they are good, below it nobody asked.</summary>
    public static IReadOnlyList<ChainLink> Of(ReadOnlyMemory<byte> file, LicenseFault fault, string? product, IReadOnlyList<RootKey> roots)
    {
        var reader = new ChainReader(product, roots).Accepting(XmlLicenses.Format);
        var stopped = false;
        return Links(file, (opened, ids, i) =>
        {
            if (stopped)
            {
                return ChainLink.NotVerified;
            }

            var fits = reader.Read(UpTo(opened, ids, i)).Is(out var chain, out _);
            // Where every link is good by itself, the fault is about the holder of the last one, or about the file.
            stopped = !fits || (i == opened.Links.Count - 1 && fault.Link == chain!.Leaf.Id);
            return stopped ? ChainLink.Refused : ChainLink.Good;
        });
    }

    private static List<ChainLink> Links(ReadOnlyMemory<byte> file, Func<LicenseFile, string?[], int, string> mark)
    {
        if (!FileForm.Open(file).Is(out var opened, out _))
        {
            return [];
        }

        UnverifiedContent?[] contents = [.. opened.Links.Select(l => UnverifiedContent.Of(l, UnverifiedContent.IsSessionLicense(l)).Value)];
        var ids = Array.ConvertAll(contents, s => s?.Server?.Id);
        return [.. contents.Select((s, i) => new ChainLink(mark(opened, ids, i), s?.Server, s?.Session))];
    }

    /// <summary>The file without what is below one link.</summary>
    private static LicenseFile UpTo(LicenseFile file, string?[] ids, int last) =>
        new(file.Links.Take(last + 1).ToArray(), file.Keys.Where(k => Array.IndexOf(ids, k.Key, 0, last + 1) >= 0).ToDictionary(StringComparer.Ordinal));
}
