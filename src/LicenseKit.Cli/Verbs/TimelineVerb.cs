using System.CommandLine;
using System.Text.Json;
using LicenseKit.Chains;
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

        var timeline = EffectiveTimeline.Of(verdict.Chain!);
        var from = parsed.GetValue(_from) ?? timeline.Start;
        var to = parsed.GetValue(_to) ?? EndOf(timeline, from);
        if (from >= to)
        {
            return Answer.Of(new(FaultCode.MalformedRequest, $"The timeline would end at {Shown.Instant(to)}, which is not after its start {Shown.Instant(from)}.", "Give a --to that is later than --from."), CommandLine.Wrong);
        }

        var segments = timeline.Segments(from, to);
        return Answer.Array(json => Write(json, segments), output =>
        {
            output.Line($"{file}: verified", Severity.Success);
            output.Chain(ChainLinks.Of(verdict));
            output.Standing(verdict);
            output.Segments(segments, timeline.Kinds);
            output.Bars(segments, timeline.Kinds);
        });
    }

    /// <summary>The end of the license, or a second after a start that is later.</summary>
    private static DateTimeOffset EndOf(EffectiveTimeline timeline, DateTimeOffset from)
    {
        var soonest = UnixTime.Add(UnixTime.Of(from), 1);
        return UnixTime.ToInstant(Math.Max(UnixTime.Of(timeline.End), soonest));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<EffectiveSegment> segments)
    {
        foreach (var segment in segments)
        {
            JsonSerializer.Serialize(json, segment, LibraryJson.Default.EffectiveSegment);
        }
    }
}
