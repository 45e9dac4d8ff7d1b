using System.CommandLine;
using LicenseKit.Chains;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>verify</c>: accepts or refuses each file, and says what an accepted one is worth.</summary>
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
        var verifier = keys ? new Verifier(parsed.GetValue(_product), roots!).Accept(XmlLicenses.Format) : null;
        Judgement[] judged = [.. parsed.GetRequiredValue(_files).Select(file => verifier is null ? Judgement.Refused(file, null, fault!) : Judge(file, verifier, holder, now))];
        return new Answer(
            judged.Max(j => j.Fault is { } no ? Answer.ExitOf(no) : CommandLine.Done),
            json =>
            {
                json.WriteStartArray("files"u8);
                foreach (var judgement in judged)
                {
                    judgement.Write(json);
                }

                json.WriteEndArray();
            },
            paper =>
            {
                foreach (var judgement in judged)
                {
                    judgement.Write(paper);
                }
            });
    }

    private static Judgement Judge(string file, Verifier verifier, PublicKey? holder, DateTimeOffset now)
    {
        if (!InputFile.Read(file).Is(out var bytes, out var fault))
        {
            return Judgement.Refused(file, null, fault);
        }

        var verdict = verifier.Verify(bytes, now, holder);
        return verdict.Fault is { } refusal ? Judgement.Refused(file, bytes, refusal) : Judgement.Accepted(file, bytes, verdict);
    }
}
