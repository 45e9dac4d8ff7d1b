namespace LicenseKit.Stories;

/// <summary>Another wall clock for a process, by the Debian package <c>faketime</c>. The monotonic clock stays the real one.</summary>
internal static class FakeClock
{
    private const string Missing = "This test needs Linux and the Debian package faketime.";

    /// <summary>The environment of a process whose clock is ahead; skips the test where the library is missing.</summary>
    public static Dictionary<string, string> Ahead(int days) => With("FAKETIME", $"+{days}d");

    /// <summary>The environment of a process whose clock a file moves while it runs (<see cref="Set"/>).</summary>
    public static Dictionary<string, string> Following(string file)
    {
        Set(file, days: 0);
        return new(With("FAKETIME_TIMESTAMP_FILE", file), StringComparer.Ordinal) { ["FAKETIME_NO_CACHE"] = "1" };
    }

    /// <summary>Moves the clock of a process that follows the file.</summary>
    public static void Set(string file, int days)
    {
        File.WriteAllText(file + ".new", $"+{days}d\n");
        File.Move(file + ".new", file, overwrite: true);
    }

    private static Dictionary<string, string> With(string variable, string value)
    {
        var library = OperatingSystem.IsLinux() ? Library() : null;
        if (library is null)
        {
            Assert.True(Environment.GetEnvironmentVariable("LICENSEKIT_REQUIRE_ALL") != "1", Missing);
            Assert.Skip(Missing);
        }

        return new(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = library!,
            [variable] = value,
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            ["NO_FAKE_STAT"] = "1",
        };
    }

    /// <summary>The variant for processes with threads; its folder is named after the machine's architecture.</summary>
    private static string? Library() =>
        Directory.GetDirectories("/usr/lib", "*-linux-gnu*")
            .Select(d => Path.Combine(d, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists);
}
