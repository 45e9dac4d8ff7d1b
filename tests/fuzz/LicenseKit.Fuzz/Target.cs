using System.Diagnostics;
using LicenseKit.Chains;
using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Recipes;

namespace LicenseKit.Fuzz;

/// <summary>One execution: makes the file of an input, reads it, judges the verdict and counts it.</summary>
internal sealed class Target(FuzzFormat format, Counts counts)
{
    /// <summary>A good file of one link takes 30 bytes for each of its bytes, in XML; no file may take 20 times as much.</summary>
    private const int MostPerByte = 20 * 30;
    private const int MostFixed = 1_000_000;

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    private readonly Oracle _oracle = new(format);

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
    public Verdict Execute(ReadOnlySpan<byte> input)
    {
        var (file, question) = FileOf(input);
        var isRecipe = Recipe.Is(input);
        counts.Add(Counts.Executions);
        if (isRecipe)
        {
            counts.Add(Counts.Recipes);
        }

        var verifier = format.NewVerifier(question.Verifier);
        var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        var verdict = Verify(verifier, file, question);
        var (time, memory) = (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - allocated);
        var answer = Coverage.Without(() =>
        {
            JudgeCost(file, question, time, memory);
            _oracle.Judge(file, verdict, question, isRecipe);
            JudgeAgain(verdict, verdict.Chain is null ? verdict : Verify(verifier, file, question));
            return verdict.Fault is { } fault ? (int)fault.Code : isRecipe ? Counts.AcceptedRecipes : Counts.AcceptedBytes;
        });
        counts.Add(answer);
        return verdict;
    }

    /// <summary>An accepted file is remembered, and what is remembered is no other answer.</summary>
    private static void JudgeAgain(Verdict verdict, Verdict again)
    {
        if (again.Fault?.Code != verdict.Fault?.Code || again.License?.ContentHash != verdict.License?.ContentHash || again.Standing.Text != verdict.Standing.Text)
        {
            throw new Violation("The same file is judged otherwise the second time.");
        }
    }

    /// <summary>A file that took long is read again, by processor time and by a verifier that does not remember it: the machine may have been busy.</summary>
    private void JudgeCost(byte[] file, Question question, TimeSpan time, long memory)
    {
        if (memory > MostFixed + ((long)MostPerByte * file.Length))
        {
            throw new Violation($"A file of {file.Length} bytes took {memory} bytes of memory.");
        }

        for (var i = 0; i < 5 && time > Slow; i++)
        {
            var start = Environment.CpuUsage.TotalTime;
            Verify(format.NewVerifier(question.Verifier), file, question);
            time = Environment.CpuUsage.TotalTime - start;
        }

        if (time > Slow)
        {
            throw new Violation($"A file of {file.Length} bytes took {time.TotalMilliseconds} ms of processor time, and as much in four other runs.");
        }
    }

    private static Verdict Verify(Verifier verifier, byte[] file, Question question) =>
        verifier.Verify(file, DateTimeOffset.FromUnixTimeSeconds(question.At), question.Holder);
}
