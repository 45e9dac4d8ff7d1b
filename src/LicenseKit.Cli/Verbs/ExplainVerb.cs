using System.CommandLine;
using LicenseKit.Chains;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>explain</c>: how many seats of a kind there are at an instant, and which link, stage or standing makes it so.</summary>
internal sealed class ExplainVerb : IVerb
{
    private readonly Argument<string> _file = SharedOptions.File<string>("A license file.");
    private readonly Option<string[]> _roots = SharedOptions.Roots(required: true);
    private readonly Option<string> _kind = SharedOptions.Checked(new("--kind") { Description = "The kind of seat, such as developer.", HelpName = "K", Required = true },
        text => Names.IsKind(text) ? null : text == Seats.GenericName ? "is the pool that serves any kind; name a kind." : "is not a seat kind such as developer.");

    public Command Command => new("explain", "Say what is allowed of a kind, and what limits it.") { _file, _roots, _kind };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var file = parsed.GetRequiredValue(_file);
        if (!VerifiedFile.TryRead(file, parsed.GetValue(_roots), now, out var verdict, out var no))
        {
            return no;
        }

        var explained = Explanation.Of(verdict.Chain!, parsed.GetRequiredValue(_kind), now);
        return Answer.Made(
            json =>
            {
                json.WriteString("file"u8, file);
                json.Members(explained, LibraryJson.Default.Explanation);
            },
            output => output.Explanation(file, verdict, explained));
    }
}
