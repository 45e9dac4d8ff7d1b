using LicenseKit.Chains;
using LicenseKit.Cli.Files;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Cli.Verbs;

/// <summary>Reads and judges license files; several threads may ask at once.</summary>
internal sealed class Judge(string? product, IReadOnlyList<RootKey> roots, PublicKey? holder, DateTimeOffset at)
{
    private readonly Verifier _verifier = new Verifier(product, roots).Accept(XmlLicenses.Format);

    public Judgement Of(string file)
    {
        if (!InputFile.Read(file).Is(out var bytes, out var fault))
        {
            return Judgement.Refused(file, null, fault, []);
        }

        var verdict = _verifier.Verify(bytes, at, holder);
        return verdict.Fault is { } refusal
            ? Judgement.Refused(file, bytes, refusal, RefusedChain.Of(bytes, refusal, product, roots))
            : Judgement.Accepted(file, bytes, verdict);
    }
}
