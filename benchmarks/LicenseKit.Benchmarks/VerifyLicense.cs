using BenchmarkDotNet.Attributes;
using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Benchmarks;

/// <summary>Bytes of a <c>.lic</c> file → verified, read, and its allowance at an instant; against raw Ed25519 of the same signed bytes.</summary>
[MemoryDiagnoser]
public class VerifyLicense
{
    private RawLink[] _raw = [];
    private Verifier _verifier = null!;
    private byte[] _file = [];

    /// <summary>Server licenses in the file.</summary>
    [Params(1, 2, 3, 8)]
    public int Links { get; set; }

    internal int SignedBytes => _raw.Sum(link => link.Size);

    [GlobalSetup]
    public void Setup()
    {
        var file = LicenseFile.Of(Links);
        _raw = [.. file.RawLinks()];
        _verifier = new Verifier(LicenseFile.Product, file.Root);
        _file = file.Bytes;
        if (!RawEd25519() || LoadVerifyEvaluate() is not { IsNone: false })
        {
            throw new InvalidOperationException("The file is refused.");
        }
    }

    [Benchmark(Baseline = true)]
    public bool RawEd25519()
    {
        var all = true;
        foreach (var link in _raw)
        {
            all &= link.Verify();
        }

        return all;
    }

    [Benchmark]
    public Seats LoadVerifyEvaluate()
    {
        var verdict = _verifier.Verify(_file, LicenseFile.Now);
        return verdict.Standing.Serves ? verdict.Chain!.Rights.AllowancesAt(LicenseFile.Now)[^1] : Seats.None;
    }

    /// <summary>What a batch job does that wants only the verdict.</summary>
    [Benchmark]
    public bool LoadVerify() => _verifier.Verify(_file, LicenseFile.Now).Standing.Serves;
}
