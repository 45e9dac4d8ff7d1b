using System.Runtime.InteropServices;

namespace LicenseKit.Benchmarks;

/// <summary>The machine that measures, in one line; it stands above every table.</summary>
internal static class Machine
{
    public static string Line()
    {
        var model = Find("/proc/cpuinfo", "model name")?.Split(':')[1].Trim() ?? "unknown processor";
        var software = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
        return $"{Environment.ProcessorCount} x {model}, {software}{Load()}";
    }

    private static string Load() =>
        File.Exists("/proc/loadavg") ? ", load average " + string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "";

    private static string? Find(string file, string start) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith(start, StringComparison.Ordinal)) : null;
}
