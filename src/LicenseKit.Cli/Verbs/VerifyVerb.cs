using System.CommandLine;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Signing;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>verify</c>: accepts or refuses each file, and says what an accepted one allows.</summary>
internal sealed class VerifyVerb : IVerb
{
    private readonly Argument<string[]> _files = SharedOptions.File<string[]>("License files.");
    private readonly Option<string[]> _roots = SharedOptions.Roots(required: true);
    private readonly Option<string> _product = SharedOptions.Product(required: false);
    private readonly Option<string> _holder = SharedOptions.Path("--holder", "The installation's public key: a license of another is refused.", "PUB", required: false);

    public Command Command => new("verify", "Accept or refuse license files.") { _files, _roots, _product, _holder };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        PublicKey? holder = null;
        var keys = RootFiles.Read(parsed.GetValue(_roots)).Is(out var roots, out var fault)
            && (parsed.GetValue(_holder) is not { } path || KeyFile.ReadPublic(path).Is(out holder, out fault));
        var verification = keys ? new FileVerification(parsed.GetValue(_product), roots!, holder, now) : null;
        return new Listing<string>("files", parsed.GetRequiredValue(_files), file => verification?.Of(file) ?? VerifiedEntry.WithoutKeys(file, fault!)).ToAnswer();
    }
}
