using BenchmarkDotNet.Attributes;
using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Benchmarks;

/// <summary>Bytes of a <c>.lic</c> file → verified, read, and its allowance at an instant; against raw Ed25519 of the same signed bytes.</summary>
[MemoryDiagnoser]
public class VerifyLicense
{
    /// <summary>Many more than a verifier remembers.</summary>
    private const int Files = 64;

    private readonly byte[][] _files = new byte[Files][];
    private RawLink[] _raw = [];
    private Verifier _verifier = null!;
    private int _next;

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
        for (var i = 0; i < Files; i++)
        {
            _files[i] = [.. file.Bytes, .. Enumerable.Repeat((byte)' ', i)]; // white space around a bundle means nothing, and makes other bytes
        }

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
    public Seats LoadVerifyEvaluate() => Evaluate(_verifier.Verify(NextFile(), LicenseFile.Now));

    /// <summary>The verifier has seen these very bytes before.</summary>
    [Benchmark]
    public Seats SameBytesAgain() => Evaluate(_verifier.Verify(_files[0], LicenseFile.Now));

    /// <summary>What a batch job does that wants only the verdict.</summary>
    [Benchmark]
    public bool LoadVerify() => _verifier.Verify(NextFile(), LicenseFile.Now).Standing.Serves;

    private static Seats Evaluate(Verdict verdict) => verdict.Standing.Serves ? verdict.Chain!.Rights.AllowancesAt(LicenseFile.Now)[^1] : Seats.None;

    private byte[] NextFile() => _files[_next = (_next + 1) % Files];
}
