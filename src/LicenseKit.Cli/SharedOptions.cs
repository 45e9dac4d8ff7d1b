using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LicenseKit.Licenses;

namespace LicenseKit.Cli;

/// <summary>Options that several verbs have, each with its check.</summary>
internal static class SharedOptions
{
    private static readonly string[] InstantForms = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document on standard output and nothing else.", Recursive = true };

    public static Option<DateTimeOffset?> At { get; } = new("--at")
    {
        Description = "The instant that stands in for the clock: 2026-12-24, or 2026-12-24T18:00:00Z.",
        HelpName = "INSTANT",
        Recursive = true,
        CustomParser = Instant,
    };

    /// <summary>Whole seconds, as documents count.</summary>
    public static DateTimeOffset Now(ParseResult parsed, TimeProvider time) => UnixTime.ToInstant(UnixTime.Of(parsed.GetValue(At) ?? time.GetUtcNow()));

    public static Option<string> Path(string name, string description, string help = "FILE", bool required = true) =>
        new(name) { Description = description, HelpName = help, Required = required };

    public static Option<string> Product(bool required) => Checked(new("--product") { Description = "The product id, such as acme.robot.", HelpName = "P", Required = required },
        text => Names.IsProduct(text) ? null : "is not a product id: letters, digits, dots, dashes and underscores, at most 64.");

    public static Option<string[]> Roots(bool required) => new("--root") { Description = "A pinned root key; may be given several times.", HelpName = "PUB", Required = required };

    /// <summary>Adds a check of the text to an option: what is wrong with it, or null.</summary>
    public static Option<string> Checked(Option<string> option, Func<string, string?> wrong)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && wrong(result.Tokens[0].Value) is { } complaint)
            {
                result.AddError($"'{Output.Safe.Text(result.Tokens[0].Value)}' for {option.Name} {complaint}");
            }
        });
        return option;
    }

    private static DateTimeOffset? Instant(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var hasOffset = text.Length == 10 || text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10;
        if (hasOffset && DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            && instant >= DateTimeOffset.UnixEpoch)
        {
            return instant;
        }

        result.AddError($"'{Output.Safe.Text(text)}' for --at is not an instant such as 2026-12-24 or 2026-12-24T18:00:00Z.");
        return null;
    }
}
