using System.Text;
using BenchmarkDotNet.Attributes;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Benchmarks;

/// <summary>Bytes of a license file in XML → verified, read, and its allowance at an instant; against what <c>SignedXml</c> with RSA needs to verify as many bytes.</summary>
[MemoryDiagnoser]
public class VerifyXml
{
    /// <summary>Many more than a verifier remembers.</summary>
    private const int Files = 16;

    private readonly byte[][] _written = new byte[Files][];
    private readonly byte[][] _foreign = new byte[Files][];
    private RsaSignedXml _rsa = null!;
    private Verifier _verifier = null!;
    private int _next;

    internal int Bytes => _rsa.Size;

    /// <summary>True for a license with as much as a file of 1 MiB may say, false for an ordinary one.</summary>
    [Params(false, true)]
    public bool IsLargest { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var root = SigningKey.Create();
        var claims = LicenseFile.Of(1).Chain.Leaf.Claims with { Issuer = root.PublicKey.Thumbprint };
        claims = IsLargest ? Largest(claims) : claims;
        _rsa = RsaSignedXml.Of(Content(XmlLicenses.Sign(claims, root)));
        _verifier = new Verifier(LicenseFile.Product, new RootKey(root.PublicKey)).Accept(XmlLicenses.Format);
        for (var i = 0; i < Files; i++)
        {
            var one = claims with { Serial = 10 + i, Client = claims.Client + new string('.', _rsa.Size - XmlLicenses.Sign(claims with { Serial = 10 + i }, root).Length) };
            _written[i] = XmlLicenses.Sign(one, root);
            _foreign[i] = WithEmptyTags(_written[i]);
        }

        if (!SignedXmlRsa() || Written() is not { IsNone: false } || Foreign() is not { IsNone: false } || Array.Exists(_written, f => f.Length != Bytes))
        {
            throw new InvalidOperationException("A file is refused, or not as long as the others.");
        }
    }

    [Benchmark(Baseline = true)]
    public bool SignedXmlRsa() => _rsa.Verify();

    /// <summary>A file as it was issued.</summary>
    [Benchmark]
    public Seats Written() => Evaluate(_written);

    /// <summary>The same license as another tool saves it: all of canonicalization takes place.</summary>
    [Benchmark]
    public Seats Foreign() => Evaluate(_foreign);

    /// <summary>256 stages, each with a name of 256 characters that XML escapes and 16 kinds with names of 32; the other texts as long as they may be.</summary>
    private static ServerLicenseClaims Largest(ServerLicenseClaims claims)
    {
        var kinds = new Seats(Enumerable.Range(0, Seats.MaxKinds).Select(i => KeyValuePair.Create($"kind-{i:D2}-{new string('x', 24)}", 999_999_999L)), 999_999_999);
        return claims with
        {
            Seats = kinds,
            Stages = [.. Enumerable.Range(0, Stage.Max).Select(i => new Stage(new string('"', SignedText.MaxName), claims.NotBefore + i, claims.NotBefore + i + 1, kinds))],
            Extensions = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["note"] = new string('&', 16_000) },
        };
    }

    /// <summary>The license without its signature.</summary>
    private static string Content(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file);
        var (from, to) = (text.IndexOf("<Signature", StringComparison.Ordinal), text.IndexOf("\n</License>", StringComparison.Ordinal));
        return text[..from] + text[to..];
    }

    private static byte[] WithEmptyTags(byte[] file) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file).Replace("\"></Transform>", "\" />", StringComparison.Ordinal));

    private Seats Evaluate(byte[][] files)
    {
        var verdict = _verifier.Verify(files[_next = (_next + 1) % Files], LicenseFile.Now);
        return verdict.Standing.Serves ? verdict.Chain!.Rights.AllowancesAt(LicenseFile.Now)[^1] : Seats.None;
    }
}
