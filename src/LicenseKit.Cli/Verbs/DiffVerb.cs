using System.CommandLine;
using LicenseKit.Chains;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>diff</c>: what changed between two versions of a license.</summary>
internal sealed class DiffVerb : IVerb
{
    private readonly Argument<string> _from = SharedOptions.File<string>("The older license file.", "A");
    private readonly Argument<string> _to = SharedOptions.File<string>("The newer license file.", "B");
    private readonly Option<string[]> _roots = SharedOptions.Roots(required: false);

    public Command Command => new("diff", "Show what changed between two versions of a license.") { _from, _to, _roots };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var (from, to) = (parsed.GetRequiredValue(_from), parsed.GetRequiredValue(_to));
        var roots = parsed.GetValue(_roots) is { Length: > 0 } paths ? paths : null;
        return Links(from, roots, now, out var old) ?? Links(to, roots, now, out var latest)
            ?? new Difference(from, to, roots is not null, old, latest).ToAnswer();
    }

    /// <summary>The links of a file, or why there are none.</summary>
    private static Answer? Links(string file, string[]? roots, DateTimeOffset now, out IReadOnlyList<ChainLink> links)
    {
        links = [];
        if (roots is not null)
        {
            links = VerifiedFile.TryRead(file, roots, now, out var verdict, out var no) ? ChainLinks.Of(verdict) : [];
            return no;
        }

        if (!InputFile.Read(file).Is(out var bytes, out var fault))
        {
            return fault;
        }

        links = RefusedChain.NotVerified(bytes);
        return UnverifiedFile.Read(bytes).Is(out _, out fault) ? null : Answer.Refused(file, fault, links);
    }
}
