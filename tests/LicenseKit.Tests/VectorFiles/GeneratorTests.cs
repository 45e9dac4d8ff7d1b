using System.Text;
using LicenseKit.Signing;
using LicenseKit.Tests.Architecture;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>The committed vectors are what the generators make, byte for byte, and nothing else lies beside them.</summary>
public sealed class GeneratorTests
{
    private static readonly string Folder = Path.Combine(Repo.Root, "tests", "vectors");

    private static bool Write => Environment.GetEnvironmentVariable("LICENSEKIT_WRITE_VECTORS") == "1";

    [Fact]
    public void Every_file_is_refused_with_the_code_assigned_to_it_or_accepted() => Offenders.AssertNone(
        from file in VectorIndex.Files
        let fault = VectorIndex.Verify(file).Fault
        where (fault?.Code ?? FaultCode.None) != file.Fault
        select $"{file.Path}: {file.Fault.Text()} {file.Fault} is assigned, but the verdict is {fault?.ToString() ?? "accepted"}");

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
    public void No_name_is_given_twice() => Offenders.AssertNone(VectorIndex.Files.GroupBy(f => f.Path, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key));

    [Fact]
    public void The_committed_files_are_the_generated_ones()
    {
        var expected = VectorIndex.Files.ToDictionary(f => f.Path, f => f.Bytes, StringComparer.Ordinal);
        expected["index.json"] = Encoding.UTF8.GetBytes(VectorIndex.Write());
        if (Write)
        {
            WriteAll(expected);
        }

        Offenders.AssertNone(expected.Where(e => !File.Exists(Path.Combine(Folder, e.Key)) || !File.ReadAllBytes(Path.Combine(Folder, e.Key)).AsSpan().SequenceEqual(e.Value))
            .Select(e => $"{e.Key} is not what the generator makes. If it should change: LICENSEKIT_WRITE_VECTORS=1, and a line in CHANGELOG.md."));
        Offenders.AssertNone(Committed().Except(expected.Keys).Select(path => $"{path} has no generator."));
    }

    private static IEnumerable<string> Committed() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/')).Where(path => path.EndsWith(".lic", StringComparison.Ordinal) || path.EndsWith(".xml", StringComparison.Ordinal) || path == "index.json");

    private static void WriteAll(Dictionary<string, byte[]> files)
    {
        foreach (var (path, bytes) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, path))!);
            File.WriteAllBytes(Path.Combine(Folder, path), bytes);
        }

        foreach (var stale in Committed().Except(files.Keys).ToArray())
        {
            File.Delete(Path.Combine(Folder, stale));
        }
    }
}
