using System.Reflection;
using System.Runtime.CompilerServices;

namespace LicenseKit.Tests.Architecture;

/// <summary>Where the sources and the compiled libraries are, for the tests that read them.</summary>
internal static class Repo
{
    /// <summary>The libraries of <c>src</c>, by assembly name.</summary>
    public static readonly string[] Libraries = ["LicenseKit", "LicenseKit.AspNetCore", "LicenseKit.Hosting", "LicenseKit.Portal", "LicenseKit.Sqlite", "LicenseKit.Testing", "LicenseKit.Xml"];

    /// <summary>The top folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A library, loaded; its references resolve from the folder of the tests.</summary>
    public static Assembly Load(string library) => Assembly.Load(new AssemblyName(library));

    /// <summary>The compiler-written path of this file leads to the repository, wherever the tests were built to.</summary>
    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));

    /// <summary>Every source file under <c>src/<paramref name="library"/></c>, as path relative to it and text.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string library)
    {
        var folder = Path.Combine(Root, "src", library);
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(folder, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => !file.Path.StartsWith("bin/", StringComparison.Ordinal) && !file.Path.StartsWith("obj/", StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
    }
}
