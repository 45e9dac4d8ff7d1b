using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LicenseKit.Benchmarks;

/// <summary>Candidates measured in turns of a few milliseconds, so that whatever disturbs the machine disturbs them alike.</summary>
/// <remarks>Every round gives one ratio to the first candidate; the median of these is quoted, with its 10th and 90th percentile. The ratio of minima says what undisturbed slices cost.</remarks>
internal sealed class Pairing(string name, int rounds, int sliceMilliseconds, TimeSpan warmUp)
{
    private readonly List<(string Name, Func<int, long> Run)> _candidates = [];
    private long _sink;

    public string Name { get; } = name;

    /// <summary>Adds a candidate; <paramref name="run"/> repeats it so many times and returns anything that the work made.</summary>
    public Pairing Add(string name, Func<int, long> run)
    {
        _candidates.Add((name, run));
        return this;
    }

    public string Measure()
    {
        var repeats = _candidates.ConvertAll(c => Calibrate(c.Run));
        var times = _candidates.ConvertAll(_ => new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < _candidates.Count; turn++)
            {
                var i = (turn + round) % _candidates.Count;
                times[i][round] = Time(_candidates[i].Run, repeats[i]) / (double)repeats[i];
            }
        }

        return Table(times);
    }

    /// <summary>Runs until the code is compiled for good, which takes the JIT a while on a busy machine; then finds how often it fits a slice.</summary>
    private int Calibrate(Func<int, long> run)
    {
        var repeats = 1;
        while (repeats < 1 << 28 && Time(run, repeats) < 1_000_000)
        {
            repeats *= 2;
        }

        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < warmUp;)
        {
            Time(run, repeats);
            Thread.Sleep(5);
        }

        var spent = Math.Max(1, Time(run, repeats));
        return (int)Math.Max(1, repeats * (sliceMilliseconds * 1_000_000L) / spent);
    }

    private long Time(Func<int, long> run, int repeats)
    {
        var start = ThreadTime.Nanoseconds();
        _sink += run(repeats) & 1;
        return ThreadTime.Nanoseconds() - start;
    }

    private string Table(List<double[]> times)
    {
        var text = new StringBuilder()
            .AppendLine("| candidate | median ns | min ns | ratio (p10–p90) | ratio of minima | B/op |")
            .AppendLine("|---|---:|---:|---:|---:|---:|");
        for (var i = 0; i < times.Count; i++)
        {
            double[] ratios = [.. times[i].Zip(times[0], (mine, first) => mine / first).Order()];
            double[] sorted = [.. times[i].Order()];
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {_candidates[i].Name} | {At(sorted, 50):#,0.##} | {sorted[0]:#,0.##} | **{At(ratios, 50):0.000}** ({At(ratios, 10):0.000}–{At(ratios, 90):0.000}) | {sorted[0] / times[0].Min():0.000} | {Allocated(_candidates[i].Run):#,0} |");
        }

        return text.ToString();
    }

    private long Allocated(Func<int, long> run)
    {
        const int Repeats = 100;
        var before = GC.GetAllocatedBytesForCurrentThread();
        _sink += run(Repeats) & 1;
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Repeats;
    }

    private static double At(double[] sorted, int percent) => sorted[(sorted.Length - 1) * percent / 100];
}
