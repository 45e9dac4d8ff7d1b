using System.Diagnostics;
using System.Globalization;

namespace LicenseKit.Load;

/// <summary>How long the disk takes to make 4 KiB durable.</summary>
internal static class FsyncProbe
{
    private const int Size = 4096;

    public static int Run(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "fsync.probe");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, options: FileOptions.DeleteOnClose);
        var block = new byte[Size];
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, block, (long)i * Size);
            RandomAccess.FlushToDisk(file);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times[count / 2]:F0} {times[count * 99 / 100]:F0}"));
        return 0;
    }
}
