using System.Text.RegularExpressions;
using LicenseKit.Signing;
using LicenseKit.Tests.Architecture;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>The committed vectors are what the generators make, nothing else lies beside them, and every rule of the file format has one.</summary>
public sealed class GeneratorTests
{
    private static readonly string Folder = Path.Combine(Repo.Root, "tests", "vectors");

    private static bool Write => Environment.GetEnvironmentVariable("LICENSEKIT_WRITE_VECTORS") == "1";

    [Fact]
    public void Every_file_is_refused_with_the_code_assigned_to_it_or_accepted() => Offenders.AssertNone(
        from file in VectorIndex.Files
        let fault = VectorIndex.Verify(file).Fault
        where (fault?.Code ?? FaultCode.None) != file.Fault
        select $"{file.Name}: {file.Fault.Text()} {file.Fault} is assigned, but the verdict is {fault?.ToString() ?? "accepted"}");

    [Fact]
    public void Every_message_is_refused_with_the_code_assigned_to_it_or_accepted() => Offenders.AssertNone(
        from message in MessageFile.All
        let fault = message.Read()
        where (fault?.Code ?? FaultCode.None) != message.Fault
        select $"{message.Name}: {message.Fault.Text()} {message.Fault} is assigned, but it is {fault?.ToString() ?? "accepted"}");

    [Fact]
    public void Every_lease_is_refused_with_the_code_assigned_to_it_or_believed() => Offenders.AssertNone(
        from lease in LeaseFiles.All
        let fault = lease.Verify()
        where (fault?.Code ?? FaultCode.None) != lease.Fault
        select $"{lease.Name}: {lease.Fault.Text()} {lease.Fault} is assigned, but it is {fault?.ToString() ?? "believed"}");

    [Fact]
    public void After_each_step_of_a_sequence_an_installation_stands_as_assigned() => Offenders.AssertNone(
        from sequence in MessageCases.Sequences
        let run = new SequenceRun(sequence.Holder)
        from step in sequence.Steps.Index()
        let fault = run.Do(step.Item)
        let standing = run.Standing(step.Item.At)
        where (fault?.Code ?? FaultCode.None) != step.Item.Fault || standing != step.Item.Standing
        select $"{sequence.Name}, step {step.Index + 1}: {step.Item.Fault} and {step.Item.Standing} are assigned, but it is {standing} and {fault?.ToString() ?? "accepted"}");

    [Fact]
    public void Every_code_is_judged_as_assigned() => Offenders.AssertNone(
        from code in VectorCodes.All()
        where LicenseCode.Read(code.Text, code.Product).Value is not null != code.Accepted
        select $"{code.What}: {code.Text}");

    [Fact]
    public void Every_key_file_is_opened_or_refused_as_assigned() => Offenders.AssertNone(
        from file in VectorKeyFiles.All
        let fault = file.Open().Fault
        where (fault?.Code ?? FaultCode.None) != file.FaultHere
        select $"{file.What} {file.FaultHere.Text()} {file.FaultHere} is assigned, but the verdict is {fault?.ToString() ?? "accepted"}");

    [Fact]
    public void No_id_is_given_twice() => Offenders.AssertNone(
        VectorCase.All.Concat(VectorCase.KeyFiles).GroupBy(c => c.Id, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key));

    [Fact]
    public void Every_case_tests_a_rule_and_every_id_in_the_list_of_rules_is_one_of_a_case()
    {
        Offenders.AssertNone(from c in VectorCase.All where c.Rule is null select $"{c.Id} is named by no rule: add it to VectorRules.");
        Offenders.AssertNone(
            from rule in VectorRule.All
            from named in rule.Cases
            where !VectorCase.All.Any(c => c.Rule == rule && (c.Id == named || (named[^1] == '*' && c.Id.StartsWith(named[..^1], StringComparison.Ordinal))))
            select $"{rule.Id} names {named}, but no case of it is left for this rule.");
    }

    [Fact]
    public void Every_rule_of_the_file_format_has_a_vector_or_is_marked_as_one_that_has_none()
    {
        var stated = Regex.Matches(File.ReadAllText(Path.Combine(Repo.Root, "docs", "file-format.md")), @"\*\*(LF-\d+\.\d+)(†?)\*\*")
            .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Length > 0, StringComparer.Ordinal);
        var tested = VectorCase.All.Select(c => c.Rule?.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);

        Assert.True(stated.Count > 100);
        Offenders.AssertNone(tested.Where(id => !stated.ContainsKey(id)).Select(id => $"{id} has vectors and is no rule of docs/file-format.md."));
        Offenders.AssertNone(stated.Where(r => !r.Value && !tested.Contains(r.Key)).Select(r => $"{r.Key} has no vector. Write one, or mark the rule with † if none can be."));
        Offenders.AssertNone(stated.Where(r => r.Value && tested.Contains(r.Key)).Select(r => $"{r.Key} is marked with †, but has vectors."));
    }

    [Fact]
    public void The_committed_documents_are_the_generated_ones()
    {
        var expected = VectorDocuments.All().ToDictionary(d => d.Key + ".json", d => d.Value, StringComparer.Ordinal);
        if (Write)
        {
            WriteAll(expected);
        }

        Offenders.AssertNone(expected.Where(e => !File.Exists(Path.Combine(Folder, e.Key)) || File.ReadAllText(Path.Combine(Folder, e.Key)) != e.Value)
            .Select(e => $"{e.Key} is not what the generator makes. If it should change: LICENSEKIT_WRITE_VECTORS=1, and a line in CHANGELOG.md."));
        Offenders.AssertNone(Committed().Except(expected.Keys).Select(name => $"{name} has no generator."));
    }

    private static IEnumerable<string> Committed() => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path));

    private static void WriteAll(Dictionary<string, string> documents)
    {
        foreach (var (name, text) in documents)
        {
            File.WriteAllText(Path.Combine(Folder, name), text);
        }

        foreach (var stale in Committed().Except(documents.Keys).ToArray())
        {
            File.Delete(Path.Combine(Folder, stale));
        }
    }
}
