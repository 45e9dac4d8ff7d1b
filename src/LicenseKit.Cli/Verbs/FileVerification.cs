using LicenseKit.Chains;
using LicenseKit.Cli.Files;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Cli.Verbs;

/// <summary>Reads and verifies license files. Thread-safe.</summary>
internal sealed class FileVerification(string? product, IReadOnlyList<RootKey> roots, PublicKey? holder, DateTimeOffset at)
{
    private readonly Verifier _verifier = new Verifier(product, roots).Accept(XmlLicenses.Format);

    public VerifiedEntry Of(string file)
    {
        if (!InputFile.Read(file).Is(out var bytes, out var fault))
        {
            return VerifiedEntry.Unreadable(file, fault);
        }

        var verdict = _verifier.Verify(bytes, at, holder);
        return verdict.Fault is { } refusal
            ? VerifiedEntry.Refused(file, bytes, refusal, RefusedChain.Of(bytes, refusal, product, roots))
            : VerifiedEntry.Accepted(file, bytes, verdict);
    }
}
