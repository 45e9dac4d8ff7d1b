using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Cli.Verbs;

namespace LicenseKit.Cli;

/// <summary>The entry point: reads the command line, lets the verb answer, prints the answer once.</summary>
/// <remarks>Exit codes: 0 done or accepted, 1 refused, 2 when a file cannot be opened, the answer cannot be written, or the command line is wrong.</remarks>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Wrong = 2;

    private static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, TimeProvider time, Passphrases? passphrases = null)
    {
        try
        {
            return Answered(args, output, error, time, passphrases ?? new Passphrases(null, null, error));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whatever opens a file names it in a fault of its own; only the two streams are left.
            return Unwritten(e, error);
        }
    }

    private static int Answered(IReadOnlyList<string> args, TextWriter output, TextWriter error, TimeProvider time, Passphrases passphrases)
    {
        var exit = Done;
        args = args.Count == 0 ? ["--help"] : args;
        var options = args.TakeWhile(a => a != "--").ToList();
        var asJson = options.Contains("--json");
        var global = new GlobalOptions();
        var root = Root(global, answer => exit = answer.Print(asJson, output, error), time, passphrases);
        var parsed = root.Parse(args, Parsing);
        var complaints = parsed.Errors.Select(e => e.Message).Concat(Suggestions(parsed)).Concat(Misused(parsed, args.Count - options.Count - 1)).Distinct().ToList();
        if (complaints.Count > 0 && !options.Exists(a => a is "--help" or "-h" or "-?" or "--version"))
        {
            complaints.RemoveAll(c => complaints.Count > 1 && c.StartsWith("Required command", StringComparison.Ordinal));
            return Answer.Of(new(FaultCode.MalformedRequest, string.Join(" ", complaints), $"See '{Path(parsed)} --help'."), Wrong).Print(asJson, output, error);
        }

        asJson = parsed.GetValue(global.Json);
        var code = parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        return Math.Max(exit, code);
    }

    private static RootCommand Root(GlobalOptions global, Action<Answer> answer, TimeProvider time, Passphrases passphrases)
    {
        var root = new RootCommand("Make keys and licenses, verify, inspect and explain them; set the time of a stopped server.");
        root.Directives.Clear();
        foreach (var help in root.Options.Select(o => o.Action).OfType<HelpAction>())
        {
            help.MaxWidth = TextOutput.Columns;
        }

        root.Add(global.Json);
        root.Add(global.At);
        Command Runs(IVerb verb)
        {
            var command = verb.Command;
            command.SetAction(parsed => answer(verb.Run(parsed, global.Now(parsed, time))));
            return command;
        }

        root.Add(Runs(new InitVerb(passphrases)));
        root.Add(new Command("key", "Keys of installations, and the passphrases of key files.")
        {
            Runs(new KeyNewVerb(passphrases)), Runs(new KeyPassphraseVerb(passphrases)),
        });
        IVerb[] verbs =
        [
            new CodeVerb(), new RequestVerb(passphrases), new IssueVerb(passphrases), new SessionLicenseVerb(passphrases), new ConvertVerb(passphrases),
            new DraftVerb(), new VerifyVerb(), new InspectVerb(), new ExplainVerb(), new TimelineVerb(), new DiffVerb(), new ClockVerb(passphrases),
        ];
        Array.ForEach(verbs, verb => root.Add(Runs(verb)));
        root.Add(new Command("vectors", "The test vectors of the file format.") { Runs(new VectorsExtractVerb()) });
        return root;
    }

    /// <summary>The verb that a mistyped one is like.</summary>
    private static IEnumerable<string> Suggestions(ParseResult parsed) =>
        parsed.UnmatchedTokens.Select(typed => DidYouMean(typed, parsed.CommandResult.Command.Subcommands)).Where(s => s.Length > 0);

    private static string DidYouMean(string typed, IEnumerable<Symbol> symbols) =>
        Suggestion.For(typed, symbols.Select(s => s.Name)) is { } name ? $"Did you mean '{name}'?" : "";

    /// <summary>Names of files that are none: what looks like an option before <c>--</c> is a mistyped one, and standard input ends once.</summary>
    private static IEnumerable<string> Misused(ParseResult parsed, int afterDashes)
    {
        var names = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).SkipLast(Math.Max(0, afterDashes));
        foreach (var name in names.Where(n => n.Value is ['-', _, ..]))
        {
            var options = Lineage(parsed).SelectMany(c => c.Command.Options.Where(o => c == parsed.CommandResult || o.Recursive));
            yield return $"Unknown option '{Sanitize.Text(name.Value)}'. {DidYouMean(name.Value, options)}".TrimEnd();
        }

        if (parsed.Tokens.Count(t => t is { Type: TokenType.Argument, Value: InputFile.StandardInput }) > 1)
        {
            yield return $"Standard input ('{InputFile.StandardInput}') can be read only once.";
        }
    }

    /// <summary>The one line about an answer that nobody gets: the disk behind standard output is full, or the stream is closed.</summary>
    private static int Unwritten(Exception e, TextWriter error)
    {
        try
        {
            error.WriteLine($"{FaultCode.FileUnreadable.Text()}: The answer cannot be written: {(e is UnauthorizedAccessException ? "standard output is closed" : Sanitize.Text(e.Message).TrimEnd('.'))}. Give standard output a place that takes it; files that were made are there.");
        }
        catch (Exception again) when (again is IOException or UnauthorizedAccessException)
        {
            // Standard error is gone too; the exit code is left.
        }

        return Wrong;
    }

    private static string Path(ParseResult parsed)
    {
        return string.Join(' ', Lineage(parsed).Reverse().Select(c => c.Command is RootCommand ? "licensekit" : c.Command.Name));
    }

    /// <summary>The command that was called, and those above it.</summary>
    private static IEnumerable<CommandResult> Lineage(ParseResult parsed)
    {
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as CommandResult)
        {
            yield return command;
        }
    }
}
