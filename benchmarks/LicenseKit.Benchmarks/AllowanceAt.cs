using BenchmarkDotNet.Attributes;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Benchmarks;

/// <summary>The allowance at an instant, with many stages against one.</summary>
[MemoryDiagnoser]
public class AllowanceAt
{
    /// <summary>More than a processor learns by heart.</summary>
    private const int Asked = 16 * 1024;

    private const long Year = 365 * 86_400;

    private readonly long[] _anyInstant = new long[Asked];
    private readonly long[] _risingInstants = new long[Asked];
    private Timeline _one = null!;
    private Timeline _many = null!;

    [GlobalSetup]
    public void Setup()
    {
        _one = Of(1);
        _many = Of(Stage.Max);
        var random = new Random(1);
        for (var i = 0; i < Asked; i++)
        {
            _anyInstant[i] = random.NextInt64(Year);
            _risingInstants[i] = (Year / 2) + i;
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Asked)]
    public long OneStage() => Sum(_one, _risingInstants);

    [Benchmark(OperationsPerInvoke = Asked)]
    public long AllStages() => Sum(_many, _risingInstants);

    [Benchmark(OperationsPerInvoke = Asked)]
    public long OneStageAnyInstant() => Sum(_one, _anyInstant);

    [Benchmark(OperationsPerInvoke = Asked)]
    public long AllStagesAnyInstant() => Sum(_many, _anyInstant);

    private static long Sum(Timeline timeline, long[] instants)
    {
        var sum = 0L;
        foreach (var at in instants)
        {
            sum += timeline.At(at).Generic;
        }

        return sum;
    }

    private static Timeline Of(int stages)
    {
        var length = Year / ((2 * stages) + 1);
        var list = Enumerable.Range(0, stages).Select(i => new Stage($"stage {i}", ((2 * i) + 1) * length, ((2 * i) + 2) * length, Some(i))).ToArray();
        return Timeline.Of(0, Year, Some(1), list);
    }

    private static Seats Some(int count) => new([new("developer", count)], count);
}
