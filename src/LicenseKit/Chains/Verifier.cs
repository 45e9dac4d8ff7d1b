using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Chains;

/// <summary>Verifies license files under pinned root keys; the clock is an argument.</summary>
/// <remarks>
/// Thread-safe. Reads no file; serials seen before are judged by the installation that holds a license. The last few accepted files
/// are remembered byte for byte, so that the same bytes again cost a comparison; a refused file is judged anew each time.
/// </remarks>
public sealed class Verifier
{
    private readonly ChainReader _reader;
    private readonly RecentChains _recent = new();

    /// <summary>A verifier for one product, or for any when <paramref name="product"/> is null.</summary>
    /// <exception cref="ArgumentException">No root key is given.</exception>
    public Verifier(string? product, params IReadOnlyList<RootKey> rootKeys)
    {
        ArgumentNullException.ThrowIfNull(rootKeys);
        if (rootKeys.Count == 0)
        {
            throw new ArgumentException("A verifier needs at least one root key.", nameof(rootKeys));
        }

        _reader = new ChainReader(product, rootKeys);
    }

    private Verifier(ChainReader reader) => _reader = reader;

    /// <summary>A verifier with the same rules that also takes files of another format, such as <c>XmlLicenses.Format</c>; this one stays as it is.</summary>
    public Verifier Accept(LicenseFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return new(_reader.Accepting(format));
    }

    /// <summary>Accepts or refuses the bytes of a <c>.lic</c> file.</summary>
    /// <param name="file">The file, at most 256 KiB; another format has a limit of its own.</param>
    /// <param name="at">The instant of the verdict; time never refuses a file, it lowers its standing.</param>
    /// <param name="holder">The installation's key: a license that is bound to another is refused. Null judges as for the right holder.</param>
    public Verdict Verify(ReadOnlyMemory<byte> file, DateTimeOffset at, PublicKey? holder = null)
    {
        if (!Read(file).Is(out var chain, out var fault))
        {
            return new Verdict(fault, at);
        }

        var standing = StandingReport.Of(chain, holder, at);
        return holder is not null && chain.Leaf.Binding?.Admits(holder) == false
            ? new Verdict(new LicenseFault(FaultCode.BoundElsewhere, $"License '{chain.Leaf.Client}' is bound to another installation.",
                "Use the license made for this installation, or ask its issuer to reset the activation.", link: chain.Leaf.Id), at)
            : new Verdict(chain, standing, at);
    }

    private Outcome<Chain> Read(ReadOnlyMemory<byte> file) =>
        file.Length > LicenseFile.MaxBytes ? _reader.Read(file) : _recent.Read(file.Span, _reader);
}
