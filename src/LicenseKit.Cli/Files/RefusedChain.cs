using System.Text;
using LicenseKit.Chains;
using LicenseKit.Cli.Output;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Files;

/// <summary>What can be shown of a file that was refused or not judged: every link as it says, and where the first fault is.</summary>
internal static class RefusedChain
{
    /// <summary>The links of a file that nobody judged.</summary>
    public static IReadOnlyList<ChainLink> NotVerified(ReadOnlyMemory<byte> file) => Links(file, (_, _) => ChainLink.NotVerified);

    /// <summary>The links of a refused file: above the first fault they are good, below it nobody asked.</summary>
    public static IReadOnlyList<ChainLink> Of(ReadOnlyMemory<byte> file, LicenseFault fault, string? product, IReadOnlyList<RootKey> roots)
    {
        var reader = new ChainReader(product, roots);
        var stopped = false;
        return Links(file, (bundle, i) =>
        {
            if (stopped)
            {
                return ChainLink.NotVerified;
            }

            var fits = reader.Read(UpTo(bundle, i)).Is(out var chain, out _);
            // Where every link is good by itself, the fault is about the holder of the last one, or about the file.
            stopped = !fits || (i == bundle.Links.Count - 1 && fault.Link == chain!.Leaf.Id);
            return stopped ? ChainLink.Refused : ChainLink.Good;
        });
    }

    private static List<ChainLink> Links(ReadOnlyMemory<byte> file, Func<Bundle, int, string> mark)
    {
        if (!Bundle.Read(file).Is(out var bundle, out _))
        {
            return [];
        }

        var links = new List<ChainLink>(bundle.Links.Count);
        for (var i = 0; i < bundle.Links.Count; i++)
        {
            var (server, session) = Read(bundle.Links[i].Span);
            links.Add(new(mark(bundle, i), server, session));
        }

        return links;
    }

    private static (ServerLicenseClaims? Server, SessionLicenseClaims? Session) Read(ReadOnlySpan<byte> jws)
    {
        var isSession = UnverifiedFile.TypeOf(jws) == DocumentType.SessionLicense.Name;
        return Jws.TakeUnpinned(jws, isSession ? DocumentType.SessionLicense : DocumentType.ServerLicense, new byte[jws.Length], out var payload) is not null ? (null, null)
            : isSession ? (null, SessionLicense.ReadClaims(payload.Bytes).Value)
            : (ServerLicenseReader.Read(payload.Bytes).Value, null);
    }

    /// <summary>The file without what is below one link.</summary>
    private static byte[] UpTo(Bundle bundle, int last)
    {
        var links = bundle.Links.Take(last + 1).ToArray();
        var ids = links.Select(l => Read(l.Span).Server?.Id).ToHashSet(StringComparer.Ordinal);
        return Bundle.Write(links.Select(l => Encoding.UTF8.GetString(l.Span)), bundle.Keys.Where(k => ids.Contains(k.Key)));
    }
}
