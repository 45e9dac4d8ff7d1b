using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace LicenseKit.Benchmarks;

/// <summary>How long and how often BenchmarkDotNet measures.</summary>
internal static class Plan
{
    /// <summary>The form whose tables are committed.</summary>
    public static IConfig Full() => DefaultConfig.Instance.AddJob(Job.Default
        .WithWarmupCount(3).WithIterationCount(10).WithIterationTime(TimeInterval.FromMilliseconds(150)).WithLaunchCount(1));

    /// <summary>One call of each, in this process: proves that they run, and measures nothing.</summary>
    public static IConfig Short() => DefaultConfig.Instance.AddJob(Job.Dry.WithToolchain(InProcessEmitToolchain.Instance));
}
