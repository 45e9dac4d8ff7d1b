using System.Diagnostics;
using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Recipes;

namespace LicenseKit.Fuzz;

/// <summary>One execution: makes the file of an input, reads it, judges what was read and counts it.</summary>
internal sealed class Target(FuzzFormat format, Counts counts)
{
    /// <summary>A good file of one link takes 30 bytes for each of its bytes, in XML; no file may take 20 times as much.</summary>
    private const int MostPerByte = 20 * 30;
    private const int MostFixed = 1_000_000;

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    /// <summary>The file of an input: itself, or what its recipe gives.</summary>
    public (byte[] File, Question Question) FileOf(ReadOnlySpan<byte> input)
    {
        if (!Recipe.Is(input))
        {
            return (input.ToArray(), Question.Plain);
        }

        var recipe = Recipe.Read(input, format);
        return (recipe.Cook(format), recipe.Question);
    }

    /// <exception cref="Violation">The reader broke a promise; any other exception is one too.</exception>
    public Reading Execute(ReadOnlySpan<byte> input)
    {
        var (file, question) = FileOf(input);
        var isRecipe = Recipe.Is(input);
        counts.Add(Counts.Executions);
        if (isRecipe)
        {
            counts.Add(Counts.Recipes);
        }

        var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        var reading = format.Read(file, question);
        var (time, memory) = (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - allocated);
        var answer = Coverage.Without(() =>
        {
            JudgeCost(file, question, time, memory);
            if (reading.Fault is { } fault)
            {
                FaultLine.Check(fault);
            }

            reading.Judge(isRecipe);
            return (int?)reading.Fault?.Code ?? (isRecipe ? Counts.AcceptedRecipes : Counts.AcceptedBytes);
        });
        counts.Add(answer);
        return reading;
    }

    /// <summary>A file that took long is read again, by processor time and by a reader that does not remember it: the machine may have been busy.</summary>
    private void JudgeCost(byte[] file, Question question, TimeSpan time, long memory)
    {
        if (memory > MostFixed + ((long)MostPerByte * file.Length))
        {
            throw new Violation($"A file of {file.Length} bytes took {memory} bytes of memory.");
        }

        for (var i = 0; i < 5 && time > Slow; i++)
        {
            var start = Environment.CpuUsage.TotalTime;
            format.Read(file, question);
            time = Environment.CpuUsage.TotalTime - start;
        }

        if (time > Slow)
        {
            throw new Violation($"A file of {file.Length} bytes took {time.TotalMilliseconds} ms of processor time, and as much in four other runs.");
        }
    }
}
