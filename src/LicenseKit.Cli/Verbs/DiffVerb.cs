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
        var roots = parsed.GetValue(_roots) is { Length: > 0 } paths ? paths : null;
        return Read(parsed.GetRequiredValue(_from), roots, now, out var from) ?? Read(parsed.GetRequiredValue(_to), roots, now, out var to)
            ?? Compare(from!, to!, roots is not null);
    }

    private static Answer Compare(ComparedFile from, ComparedFile to, bool isVerified)
    {
        var difference = ChainDifference.Between(from.Content.Links, from.Content.SessionLicense, to.Content.Links, to.Content.SessionLicense);
        return Answer.Made(
            json =>
            {
                json.WriteStartArray("files"u8);
                json.WriteStringValue(from.File);
                json.WriteStringValue(to.File);
                json.WriteEndArray();
                json.WriteBoolean("verified"u8, isVerified);
                json.Members(difference, LibraryJson.Default.ChainDifference);
            },
            output => output.Difference(from, to, isVerified, difference));
    }

    /// <summary>Reads a file, verified where root keys are given; the answer that says why not, or null.</summary>
    private static Answer? Read(string file, string[]? roots, DateTimeOffset now, out ComparedFile? read)
    {
        read = null;
        if (roots is not null)
        {
            read = VerifiedFile.TryRead(file, roots, now, out var verdict, out var no) ? new(file, FileContent.Of(verdict.Chain!)) : null;
            return no;
        }

        if (!InputFile.Read(file).Is(out var bytes, out var fault))
        {
            return fault;
        }

        read = FileContent.Read(bytes).Is(out var content, out fault) ? new(file, content) : null;
        return fault is null ? null : Answer.Refused(file, fault, RefusedChain.NotVerified(bytes));
    }
}
