using LicenseKit.Testing;

namespace LicenseKit.Cli.Tests;

/// <summary>The test vectors as single files.</summary>
public sealed class VectorsExtractTests
{
    [Fact]
    public void Every_vector_becomes_a_file_of_its_own()
    {
        using var bench = new Workbench();
        var ran = bench.Json("vectors", "extract", "--out", "vectors");

        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        Assert.Equal((Vectors.Good.Count(), Vectors.Hostile.Count()), (ran.Document.GetProperty("good").GetInt32(), ran.Document.GetProperty("hostile").GetInt32()));
        Assert.Equal(Vectors.All.Select(v => v.File).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(bench["vectors"], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(bench["vectors"], f).Replace('\\', '/')).Order(StringComparer.Ordinal));
        Assert.All(Vectors.All, v => Assert.True(File.ReadAllBytes(bench[Path.Combine("vectors", v.File)]).AsSpan().SequenceEqual(v.Bytes.Span), v.ToString()));
    }

    [Fact]
    public void A_file_that_is_there_is_not_replaced_and_no_other_is_written()
    {
        using var bench = new Workbench();
        Directory.CreateDirectory(bench["good"]);
        bench.Write("good/chain-1.lic", "mine");
        var ran = bench.Json("vectors", "extract", "--out", ".");

        Assert.Equal((1, "LK8011"), (ran.Exit, ran.Code));
        Assert.Equal("mine", File.ReadAllText(bench["good/chain-1.lic"]));
        Assert.Single(Directory.EnumerateFiles(bench["good"]));
    }
}
