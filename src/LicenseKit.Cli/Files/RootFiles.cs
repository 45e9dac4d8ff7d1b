using LicenseKit.Signing;

namespace LicenseKit.Cli.Files;

/// <summary>Pinned root keys as the command line names them: <c>FILE[,from=INSTANT][,to=INSTANT]</c>.</summary>
internal static class RootFiles
{
    public static Outcome<RootKey[]> Read(IEnumerable<string>? entries)
    {
        var roots = new List<RootKey>();
        foreach (var text in entries ?? [])
        {
            if (!RootKeyEntry.Read(text).Is(out var entry, out var fault) || !KeyFile.ReadRoot(entry.File).Is(out var key, out fault))
            {
                return fault;
            }

            roots.Add(entry.Pin(key));
        }

        return roots.ToArray();
    }
}
