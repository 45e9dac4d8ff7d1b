using System.Diagnostics;
using LicenseKit.Chains;
using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Recipes;

namespace LicenseKit.Fuzz;

/// <summary>One execution: makes the file of an input, reads it, judges the verdict and counts it.</summary>
internal sealed class Target(FuzzFormat format, Counts counts)
{
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
        return (format.Assemble(recipe), recipe.Question);
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

        var verdict = Verify(file, question, out var time);
        for (var i = 0; i < 5 && time > Slow; i++)
        {
            Verify(file, question, out var again);
            time = again < time ? again : time;
        }

        if (time > Slow)
        {
            throw new Violation($"A file of {file.Length} bytes took {time.TotalMilliseconds} ms, six times.");
        }

        _oracle.Judge(file, verdict, question, isRecipe);
        counts.Add(verdict.Fault is { } fault ? (int)fault.Code : isRecipe ? Counts.AcceptedRecipes : Counts.AcceptedBytes);
        return verdict;
    }

    private Verdict Verify(byte[] file, Question question, out TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var verdict = format.Verifiers[question.Verifier].Verify(file, DateTimeOffset.FromUnixTimeSeconds(question.At), question.Holder);
        time = Stopwatch.GetElapsedTime(start);
        return verdict;
    }
}
