using LicenseKit.Cli.Output;

namespace LicenseKit.Cli.Files;

/// <summary>Files that a verb makes: all of them or none, and never over one that exists, unless it was named as the one to replace.</summary>
internal sealed class OutputFiles
{
    private readonly List<(string Path, byte[] Bytes, bool Secret, bool Replace)> _files = [];

    /// <summary>A file for everybody; <paramref name="replace"/> lets it take the place of an older one.</summary>
    public OutputFiles Add(string path, byte[] bytes, bool replace = false)
    {
        _files.Add((path, bytes, false, replace));
        return this;
    }

    /// <summary>A file that only its owner may read; <paramref name="replace"/> lets it take the place of an older one.</summary>
    public OutputFiles AddSecret(string path, string text, bool replace = false)
    {
        _files.Add((path, System.Text.Encoding.ASCII.GetBytes(text), true, replace));
        return this;
    }

    /// <summary>The fault of the first target that exists already; asked before anything is made.</summary>
    public static LicenseFault? Exists(params IEnumerable<string> paths) =>
        paths.FirstOrDefault(p => File.Exists(p) || Directory.Exists(p)) is { } path ? ExistsAlready(path) : null;

    /// <summary>Writes beside the targets, then renames; what was placed is taken back when a later one fails.</summary>
    public LicenseFault? Commit()
    {
        if (Exists(_files.Where(f => !f.Replace).Select(f => f.Path)) is { } exists)
        {
            return exists;
        }

        var temporary = new List<string>();
        var placed = new List<string>();
        var path = "";
        try
        {
            foreach (var file in _files)
            {
                path = file.Path;
                temporary.Add(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetRandomFileName()}.tmp"));
                Write(temporary[^1], file.Bytes, file.Secret);
            }

            for (var i = 0; i < _files.Count; i++)
            {
                path = _files[i].Path;
                File.Move(temporary[i], path, _files[i].Replace);
                placed.Add(path);
            }

            placed.Clear();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return File.Exists(path) && !placed.Contains(path) && e is IOException && !_files.Exists(f => f.Path == path && f.Replace) ? ExistsAlready(path)
                : new(FaultCode.FileUnreadable, $"File '{Sanitize.Text(path)}' cannot be written: {(e is DirectoryNotFoundException ? "its folder does not exist" : InputFile.Why(e, path))}.",
                    "Check the path and who may write there.");
        }
        finally
        {
            foreach (var leftover in temporary.Concat(placed).Where(File.Exists))
            {
                File.Delete(leftover);
            }
        }
    }

    private static void Write(string path, byte[] bytes, bool secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (secret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    private static LicenseFault ExistsAlready(string path) => new(FaultCode.FileExists,
        $"File '{Sanitize.Text(path)}' exists already; nothing was written.", "Choose another name, or move that file away.");
}
