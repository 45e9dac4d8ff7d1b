using BenchmarkDotNet.Attributes;
using LicenseKit.Hosting;
using LicenseKit.Testing;

namespace LicenseKit.Benchmarks;

/// <summary>Thirty days of a test world with one app that holds a seat: its renewals, and the pings of its server.</summary>
[MemoryDiagnoser]
public class VirtualDays
{
    private const int Days = 30;

    /// <summary>The baseline: nobody holds a seat, the server pings.</summary>
    [Benchmark(Baseline = true)]
    public async Task<DateTimeOffset> WithoutAnApp()
    {
        await using var world = new TestWorld();
        world.ChildOf(world.Master());
        world.Advance(days: Days);
        return world.Now;
    }

    /// <summary>The app of the test kit.</summary>
    [Benchmark]
    public async Task<bool> WithAVirtualApp()
    {
        await using var world = new TestWorld();
        var app = world.AppOf(world.ChildOf(world.Master()));
        app.Acquire();
        world.Advance(days: Days);
        return app.HasSeat;
    }

    /// <summary>The client that apps have.</summary>
    [Benchmark]
    public async Task<bool> WithAnAppsLicensing()
    {
        await using var world = new TestWorld();
        ILicensing licensing = world.AppOf(world.ChildOf(world.Master())).Licensing;
        var session = (await licensing.AcquireAsync("developer").ConfigureAwait(false)).Session!;
        world.Advance(days: Days);
        return session.Check();
    }
}
