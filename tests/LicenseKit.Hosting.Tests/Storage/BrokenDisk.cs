using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LicenseKit.Hosting.Tests.Storage;

/// <summary>A disk that fails on demand: the test runs again in a child process into which <c>broken-disk.c</c> is preloaded.</summary>
internal sealed class BrokenDisk
{
    private const string Variable = "LICENSEKIT_DISK";

    private readonly string _control = Environment.GetEnvironmentVariable(Variable)!;

    private BrokenDisk()
    {
    }

    /// <summary>Names of the files that were synced since <see cref="Breaks"/> or <see cref="Heals"/>.</summary>
    public IReadOnlyList<string> Synced => File.Exists(_control + ".log") ? [.. File.ReadAllLines(_control + ".log").Select(l => Path.GetFileName(l)!).Distinct()] : [];

    public static async Task RunAsync(Func<BrokenDisk, Task> test, [CallerMemberName] string name = "", [CallerFilePath] string file = "")
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
        {
            await test(new BrokenDisk());
            return;
        }

        if (!OperatingSystem.IsLinux() || Compiler() is not { } compiler)
        {
            Assert.True(Environment.GetEnvironmentVariable("LICENSEKIT_REQUIRE_ALL") != "1", "This test needs Linux and a C compiler (cc).");
            Assert.Skip("This test needs Linux and a C compiler (cc).");
            return;
        }

        using var temp = new TempFolder();
        var library = temp.In("broken-disk.so");
        await RunAsync(new(compiler, ["-shared", "-fPIC", "-O1", "-o", library, Path.Combine(Path.GetDirectoryName(file)!, "broken-disk.c")]));
        var method = $"{typeof(BrokenDiskTests).FullName}.{name}";
        var child = new ProcessStartInfo(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal)
            ? ["exec", typeof(BrokenDisk).Assembly.Location, "--filter-method", method]
            : ["--filter-method", method]);
        child.Environment["LD_PRELOAD"] = library;
        child.Environment[Variable] = temp.In("disk");
        await RunAsync(child);
    }

    /// <summary>From now on each fsync fails.</summary>
    public void Breaks() => Set("s");

    /// <summary>From now on the write-ahead log does not grow.</summary>
    public void Fills() => Set("w");

    public void Heals() => Set("");

    private void Set(string mode)
    {
        File.Delete(_control + ".log");
        File.WriteAllText(_control, mode);
    }

    private static string? Compiler() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(p => Path.Combine(p, "cc")).FirstOrDefault(File.Exists);

    private static async Task RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{await output}\n{await error}");
    }
}
