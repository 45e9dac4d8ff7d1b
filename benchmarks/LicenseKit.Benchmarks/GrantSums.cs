using BenchmarkDotNet.Attributes;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Benchmarks;

/// <summary>The sum of so many grants over time: one more and one less, its value at an instant, whether it fits.</summary>
/// <remarks>Half of the grants name one kind and half the other, so their changes are of different kinds.</remarks>
[MemoryDiagnoser]
public class GrantSums
{
    private const long Year = 365 * 86_400;
    private const int Asked = 1024;

    private readonly Timeline[] _asked = new Timeline[Asked];
    private readonly long[] _instants = new long[Asked];
    private SeatSums _sums = null!;
    private Seats _ample = null!;
    private Seats _full = null!;
    private int _next;

    /// <summary>Grants with a start and an end.</summary>
    [Params(100, 10_000)]
    public int Grants { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _sums = SeatSums.Of(Enumerable.Range(0, Grants).Select(_ => Grant(random)));
        _ample = new([new("developer", 10L * Grants), new("execution", 10L * Grants)], Grants);
        for (var i = 0; i < Asked; i++)
        {
            _asked[i] = Grant(random);
            _instants[i] = random.NextInt64(Year, 2 * Year);
        }

        // No grant starts after the first year, so what is needed in the third one is less than before.
        _full = _sums.At(2 * Year).ToSeats();
        if (_sums.FirstMisfit(_ample, SeatCounts.None, 0, 4 * Year) is not null
            || _sums.FirstMisfit(_full, SeatCounts.None, 0, 4 * Year) is null)
        {
            throw new InvalidOperationException("The allowances are not the ones meant.");
        }
    }

    [Benchmark(Baseline = true)]
    public bool PlusAndMinus()
    {
        var grant = _asked[Next()];
        return _sums.Plus(grant).Minus(grant).IsEmpty;
    }

    [Benchmark]
    public long At() => _sums.At(_instants[Next()]).Generic;

    [Benchmark]
    public long? NextChange() => _sums.NextChange(_instants[Next()]);

    /// <summary>At any instant all fits.</summary>
    [Benchmark]
    public long? FirstMisfitOfNone() => _sums.FirstMisfit(_ample, SeatCounts.None, _instants[Next()], 4 * Year);

    /// <summary>All fits from the first instant on, but not before it.</summary>
    [Benchmark]
    public long? FirstMisfitAfterPeak() => _sums.FirstMisfit(_full, SeatCounts.None, (2 * Year) + (_instants[Next()] / 2), 4 * Year);

    private int Next() => _next = (_next + 1) % Asked;

    private static Timeline Grant(Random random)
    {
        var start = random.NextInt64(Year);
        var kind = random.Next(2) == 0 ? "developer" : "execution";
        var end = start + Year + random.NextInt64(2 * Year);
        return Timeline.Of(start, end, new Seats([new(kind, random.Next(1, 10))], random.Next(2)), []);
    }
}
