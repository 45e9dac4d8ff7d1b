using System.Text.RegularExpressions;
using Xunit;

namespace LicenseKit.Tests.Architecture;

/// <summary>Each promise of the threat model names a test, and each test that the documentation names exists.</summary>
public sealed partial class ThreatModelTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repo.Root, "docs", "threat-model.md"));

    private static readonly Dictionary<string, string> Classes = Directory.EnumerateFiles(Path.Combine(Repo.Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .GroupBy(file => Path.GetFileNameWithoutExtension(file))
        .ToDictionary(files => files.Key, files => string.Concat(files.Select(File.ReadAllText)), StringComparer.Ordinal);

    private static readonly string[] Promises =
        [.. Lines.SkipWhile(line => line != "## What is promised").TakeWhile(line => line != "## What is only made harder").Where(line => line.StartsWith('|')).Skip(2)];

    [Fact]
    public void Each_promise_names_a_test()
    {
        Assert.True(Promises.Length > 10);
        Offenders.AssertNone(Promises.Where(promise => !Named().IsMatch(promise.Split('|')[^2])));
    }

    [Fact]
    public void Each_test_that_is_named_exists() => Offenders.AssertNone(
        from line in Lines.Concat(File.ReadAllLines(Path.Combine(Repo.Root, "docs", "reliability.md")))
        from Match named in Named().Matches(line)
        where !Classes.TryGetValue(named.Groups[1].Value, out var text) || !Regex.IsMatch(text, $@"\[(Fact|Theory)((?!\bpublic\b).)*public [\w ]+ {named.Groups[2].Value}\(", RegexOptions.Singleline)
        select named.Value);

    [GeneratedRegex(@"`(\w+)\.([A-Z]\w*_\w+)`")]
    private static partial Regex Named();
}
