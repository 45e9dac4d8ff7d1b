using BenchmarkDotNet.Attributes;
using LicenseKit.Sessions;

namespace LicenseKit.Benchmarks;

/// <summary>"May I go on?", asked in an app's inner loop; against the cheapest clock there is and the one that everybody uses.</summary>
[MemoryDiagnoser]
public class HotCheck
{
    private Session _session = null!;
    private SessionSnapshot _snapshot = null!;
    private DateTime _until;

    [GlobalSetup]
    public void Setup()
    {
        var clock = new CoarseClock(TimeProvider.System);
        _snapshot = new SessionSnapshot(clock.Ticks + 86_400_000, SessionStanding.Held, SessionSnapshot.NoFeatures, null);
        _session = new Session("session", "developer", clock, _snapshot, () => ValueTask.CompletedTask);
        _until = DateTime.UtcNow.AddDays(1);
    }

    [Benchmark(Baseline = true)]
    public bool VolatileReadAndTickCount64() => Environment.TickCount64 < Volatile.Read(ref _snapshot).Until;

    [Benchmark]
    public bool Check() => _session.Check();

    [Benchmark]
    public bool DateTimeUtcNow() => DateTime.UtcNow < _until;

    // Loops of their own: a delegate for each call would cost as much as the check.
    internal long RepeatFloor(int times)
    {
        var yes = 0L;
        for (var i = 0; i < times; i++)
        {
            yes += VolatileReadAndTickCount64() ? 1 : 0;
        }

        return yes;
    }

    internal long RepeatCheck(int times)
    {
        var yes = 0L;
        for (var i = 0; i < times; i++)
        {
            yes += Check() ? 1 : 0;
        }

        return yes;
    }

    internal long RepeatUtcNow(int times)
    {
        var yes = 0L;
        for (var i = 0; i < times; i++)
        {
            yes += DateTimeUtcNow() ? 1 : 0;
        }

        return yes;
    }
}
