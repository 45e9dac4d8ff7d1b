using LicenseKit.Signing;

namespace LicenseKit.Cli.Files;

/// <summary>Pinned root keys as the command line names them.</summary>
internal static class RootFiles
{
    public static Outcome<RootKey[]> Read(IEnumerable<string>? paths)
    {
        var roots = new List<RootKey>();
        foreach (var path in paths ?? [])
        {
            if (!KeyFile.ReadPublic(path).Is(out var key, out var fault))
            {
                return fault;
            }

            roots.Add(new RootKey(key));
        }

        return roots.ToArray();
    }
}
