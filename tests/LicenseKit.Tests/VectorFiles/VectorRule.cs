namespace LicenseKit.Tests.VectorFiles;

/// <summary>A rule of <c>docs/file-format.md</c> and the cases that test it.</summary>
/// <param name="Id">Its id, <c>LF-1.3</c>.</param>
/// <param name="Comment">What the cases are about.</param>
/// <param name="Cases">Ids of cases; <c>x-*</c> is every id that begins with <c>x-</c>.</param>
internal sealed record VectorRule(string Id, string Comment, IReadOnlyList<string> Cases)
{
    /// <summary>In the order of the specification.</summary>
    public static IReadOnlyList<VectorRule> All { get; } =
        [.. new[] { VectorRules.OfFiles, VectorRules.OfContents, VectorRules.OfChains, VectorRules.OfInstallations, VectorRules.OfXml, VectorRules.OfMessages }.SelectMany(Read)];

    /// <summary>The rule that a case tests; null where none names it.</summary>
    public static VectorRule? Of(string id) => All.Where(r => r.Fit(id) > 0).MaxBy(r => r.Fit(id));

    private static IEnumerable<VectorRule> Read(string text) =>
        from rule in ("\n" + text).Split("\nLF-").Skip(1)
        let lines = rule.Split('\n')
        let head = lines[0].Split(' ', 2)
        let cases = lines.Skip(1).SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        select new VectorRule("LF-" + head[0], head[1], [.. cases]);

    /// <summary>How well the rule knows a case: not at all (0), by a beginning, or by its id.</summary>
    private int Fit(string id) => Cases.Max(c => c == id ? int.MaxValue : IsBeginning(c, id) ? c.Length : 0);

    private static bool IsBeginning(string beginning, string id) =>
        beginning[^1] == '*' && id.StartsWith(beginning[..^1], StringComparison.Ordinal);
}
