using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LicenseKit.Licenses;

namespace LicenseKit.Cli;

/// <summary>The options that every verb has.</summary>
internal sealed class GlobalOptions
{
    private static readonly string[] InstantForms = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document on standard output and nothing else.", Recursive = true };

    public Option<DateTimeOffset?> At { get; } = InstantOption("--at", "The instant that stands in for the clock: 2026-12-24, or 2026-12-24T18:00:00Z.", recursive: true);

    /// <summary>Whole seconds, as documents count.</summary>
    public DateTimeOffset Now(ParseResult parsed, TimeProvider time) => UnixTime.ToInstant(UnixTime.Of(parsed.GetValue(At) ?? time.GetUtcNow()));

    public static Option<DateTimeOffset?> InstantOption(string name, string description, bool recursive = false) => new(name)
    {
        Description = description,
        HelpName = "INSTANT",
        Recursive = recursive,
        CustomParser = result => Instant(result, name),
    };

    /// <summary>Reads an instant: a date is midnight UTC.</summary>
    public static bool TryInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        var hasOffset = text.Length == 10 || text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10;
        return hasOffset && DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant)
            && instant >= DateTimeOffset.UnixEpoch;
    }

    private static DateTimeOffset? Instant(ArgumentResult result, string name)
    {
        var text = result.Tokens[0].Value;
        if (TryInstant(text, out var instant))
        {
            return instant;
        }

        result.AddError($"'{Output.Sanitize.Text(text)}' for {name} is not an instant such as 2026-12-24 or 2026-12-24T18:00:00Z.");
        return null;
    }
}
