using System.CommandLine;
using System.Text.Json;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>timeline</c>: the allowance as it changes, in a table and a picture.</summary>
internal sealed class TimelineVerb : IVerb
{
    private readonly Argument<string> _file = SharedOptions.File<string>("A license file.");
    private readonly Option<string[]> _roots = SharedOptions.Roots(required: true);
    private readonly Option<DateTimeOffset?> _from = GlobalOptions.InstantOption("--from", "Where to begin; the start of the license when left out.");
    private readonly Option<DateTimeOffset?> _to = GlobalOptions.InstantOption("--to", "Where to end; the end of the license when left out.");

    public Command Command => new("timeline", "Show the allowance as it changes.") { _file, _roots, _from, _to };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var file = parsed.GetRequiredValue(_file);
        if (!VerifiedFile.TryRead(file, parsed.GetValue(_roots), now, out var verdict, out var no))
        {
            return no;
        }

        var allowed = new Allowed(verdict);
        var from = Seconds(parsed.GetValue(_from)) ?? allowed.Start;
        var to = Seconds(parsed.GetValue(_to)) ?? Math.Max(allowed.End, Math.Min(from, UnixTime.Max - 1) + 1);
        if (from >= to)
        {
            return Answer.Of(new(FaultCode.MalformedRequest, $"The timeline would end at {Shown.Instant(to)}, which is not after its start {Shown.Instant(from)}.", "Give a --to that is later than --from."), CommandLine.Wrong);
        }

        var periods = Period.Of(allowed, from, to);
        return Answer.Array(json => Write(json, periods), paper =>
        {
            paper.Line($"{file}: verified", Tone.Good);
            paper.Chain(ChainLinks.Of(verdict));
            paper.Standing(verdict);
            paper.Periods(periods, allowed.Kinds);
            paper.Bars(periods, allowed.Kinds);
        });
    }

    private static long? Seconds(DateTimeOffset? instant) => instant is { } given ? UnixTime.Of(given) : null;

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Period> periods)
    {
        foreach (var period in periods)
        {
            json.WriteStartObject();
            json.WriteString("from"u8, JsonForms.Instant(period.From));
            json.WriteString("to"u8, JsonForms.Instant(period.To));
            json.Seats("seats", period.Own.All());
            json.Seats("most", period.Most);
            json.WriteEndObject();
        }
    }
}
