using System.Diagnostics;
using LicenseKit.Chains;
using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Recipes;

namespace LicenseKit.Fuzz;

/// <summary>One execution: makes the file of an input, reads it, judges the verdict and counts it.</summary>
internal sealed class Target(FuzzFormat format, Counts counts)
{
    private const int MostFixed = 1_000_000;
    private const int MostPerByte = 100;

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

        var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        var verifier = format.NewVerifier(question.Verifier);
        var verdict = Verify(verifier, file, question);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (allocated > MostFixed + ((long)MostPerByte * file.Length))
        {
            throw new Violation($"A file of {file.Length} bytes took {allocated} bytes of memory.");
        }

        if (Stopwatch.GetElapsedTime(start) > Slow)
        {
            JudgeTime(file, question);
        }

        _oracle.Judge(file, verdict, question, isRecipe);
        if (verdict.Chain is { } chain && Verify(verifier, file, question) is var again && (again.Chain?.Leaf.ContentHash != chain.Leaf.ContentHash || again.Standing.Text != verdict.Standing.Text))
        {
            throw new Violation("The same file is judged otherwise the second time.");
        }

        counts.Add(verdict.Fault is { } fault ? (int)fault.Code : isRecipe ? Counts.AcceptedRecipes : Counts.AcceptedBytes);
        return verdict;
    }

    /// <summary>Again, by processor time and by a verifier that does not remember the file: the machine may have been busy.</summary>
    private void JudgeTime(byte[] file, Question question)
    {
        var least = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var start = Environment.CpuUsage.TotalTime;
            Verify(format.NewVerifier(question.Verifier), file, question);
            var time = Environment.CpuUsage.TotalTime - start;
            least = time < least ? time : least;
        }

        if (least > Slow)
        {
            throw new Violation($"A file of {file.Length} bytes took {least.TotalMilliseconds} ms of processor time or more, five times.");
        }
    }

    private static Verdict Verify(Verifier verifier, byte[] file, Question question) =>
        verifier.Verify(file, DateTimeOffset.FromUnixTimeSeconds(question.At), question.Holder);
}
