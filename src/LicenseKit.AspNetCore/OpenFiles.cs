using System.Globalization;

namespace LicenseKit.AspNetCore;

/// <summary>How many descriptors this process may have open (<c>RLIMIT_NOFILE</c>; .NET raises it to the hard limit when it starts).</summary>
internal static class OpenFiles
{
    private const string Limits = "/proc/self/limits";
    private const string Line = "Max open files";

    /// <summary>The limit; null where it is not known or there is none.</summary>
    public static long? Limit()
    {
        try
        {
            return OperatingSystem.IsLinux() ? Read(File.ReadLines(Limits)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The soft limit in the lines of <c>/proc/self/limits</c>.</summary>
    internal static long? Read(IEnumerable<string> lines) =>
        lines.FirstOrDefault(l => l.StartsWith(Line, StringComparison.Ordinal)) is { } line
        && long.TryParse(line[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : null;
}
