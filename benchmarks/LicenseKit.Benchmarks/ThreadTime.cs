using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LicenseKit.Benchmarks;

/// <summary>CPU time of the calling thread: what other programs do on the machine is not in it.</summary>
/// <remarks>Linux only (<c>CLOCK_THREAD_CPUTIME_ID</c>); elsewhere wall time, and the spread of the ratios shows it.</remarks>
internal static partial class ThreadTime
{
    private const int ClockThreadCpuTimeId = 3;

    public static long Nanoseconds()
    {
        if (!OperatingSystem.IsLinux())
        {
            return (long)Stopwatch.GetElapsedTime(0).TotalNanoseconds;
        }

        return GetTime(ClockThreadCpuTimeId, out var time) == 0 ? (time.Seconds * 1_000_000_000) + time.Nanoseconds
            : throw new InvalidOperationException("The thread's CPU time cannot be read.");
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
