using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Cli.Output;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Verbs;

/// <summary>Why there are so many seats of a kind: what each link has, which of them limits it, what is wrong, and what comes next.</summary>
internal sealed class Explanation
{
    private readonly string _file;
    private readonly string _kind;
    private readonly Verdict _verdict;
    private readonly IReadOnlyList<ChainLink> _links;
    private readonly Allowed _allowed;
    private readonly long _at;
    private readonly long? _next;
    private readonly IReadOnlyList<LicenseFault> _problems;

    public Explanation(string file, string kind, Verdict verdict)
    {
        (_file, _kind, _verdict) = (file, kind, verdict);
        _links = ChainLinks.Of(verdict);
        _allowed = new Allowed(verdict);
        _at = UnixTime.Of(verdict.At);
        _next = _allowed.NextChange(kind, _at);
        _problems = [.. Problems()];
    }

    public Answer ToAnswer() => Answer.Made(Write, Write);

    private void Write(Utf8JsonWriter json)
    {
        json.WriteString("file"u8, _file);
        json.WriteString("kind"u8, _kind);
        json.WriteString("at"u8, JsonForms.Instant(_at));
        json.WriteNumber("allowed"u8, Limit.ToWire(_allowed.Most(_kind, _at)));
        Limiting(json, _at);
        json.Standing(_verdict.Standing);
        json.WriteStartArray("problems"u8);
        foreach (var problem in _problems)
        {
            json.WriteStartObject();
            json.FaultMembers(problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (_next is { } next)
        {
            json.WriteStartObject("next"u8);
            json.WriteString("at"u8, JsonForms.Instant(next));
            json.WriteNumber("allowed"u8, Limit.ToWire(_allowed.Most(_kind, next)));
            Limiting(json, next);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("next"u8);
        }

        json.Chain(_links, Allows);
    }

    private void Allows(Utf8JsonWriter json, int link)
    {
        var seats = _allowed.Of(link, _at);
        var stage = StageOf(link, _at);
        json.WriteStartObject("allows"u8);
        json.WriteString("from"u8, IsOutside(link, _at) ? "nothing" : stage is null ? "base" : "stage");
        json.WriteString("stage"u8, stage?.Name);
        json.WriteNumber("own"u8, Limit.ToWire(seats[_kind]));
        json.WriteNumber("generic"u8, Limit.ToWire(seats.Generic));
        json.WriteNumber("most"u8, Limit.ToWire(seats.Most(_kind)));
        json.WriteString("until"u8, _allowed.NextChange(link, _at) is { } until ? JsonForms.Instant(until) : null);
        json.WriteBoolean("limits"u8, _allowed.Limits(link, _kind, _at));
        json.WriteEndObject();
    }

    private void Limiting(Utf8JsonWriter json, long at)
    {
        json.WriteStartArray("limitedBy"u8);
        foreach (var i in Limiting(at))
        {
            json.WriteStringValue(_links[i].Id);
        }

        json.WriteEndArray();
    }

    private void Write(Paper paper)
    {
        var most = _allowed.Most(_kind, _at);
        paper.Line($"{_file}: verified", Tone.Good);
        paper.Line($"{_kind} at {Shown.Instant(_at)}: {Count(most)}{(_verdict.Standing.Standing == Standing.NotActivated ? " for the right holder" : "")}",
            most > 0 ? Tone.Good : Tone.Doubt);
        paper.Chain(_links, i => [Says(i)]);
        foreach (var problem in _problems)
        {
            paper.Field("problem", $"{problem.Code.Text()}: {problem.Message} {problem.Remedy}", Tone.Doubt);
        }

        paper.Field("limited by", LimitedBy(_at));
        paper.Field("next change", _next is { } next && next < UnixTime.Max
            ? $"{Shown.Instant(next)}: {Seats.Text(most)} -> {Seats.Text(_allowed.Most(_kind, next))}, limited by {LimitedBy(next)}" : "never");
        if (!_allowed.Kinds.Contains(_kind))
        {
            paper.Field("note", $"no link names '{_kind}'; only generic seats can serve it. Known kinds: {string.Join(", ", _allowed.Kinds)}");
        }
    }

    private string Says(int link)
    {
        var seats = _allowed.Of(link, _at);
        var what = IsOutside(link, _at) ? $"nothing at {Shown.Instant(_at)}"
            : $"{Source(link, _at)}: {_kind} {Seats.Text(seats[_kind])} + generic {Seats.Text(seats.Generic)} = {Seats.Text(seats.Most(_kind))}";
        return what + (_allowed.NextChange(link, _at) is { } until && until < UnixTime.Max ? $", until {Shown.Instant(until)}" : "")
            + (_allowed.Limits(link, _kind, _at) ? " <- limits" : "");
    }

    private string Source(int link, long at) => StageOf(link, at) is { } stage
        ? $"stage {(stage.Name.Length > 0 ? $"'{stage.Name}'" : "without a name")} ({Shown.Instant(stage.From)} to {PaperForms.Instant(stage.ToSeconds)})" : "base";

    private string LimitedBy(long at)
    {
        if (_verdict.Standing is { Standing: Standing.Suspended or Standing.Revoked, Link: { } id } standing)
        {
            return $"{_links.First(l => l.Id == id).Name}, which is {standing.Text}";
        }

        var limiting = Limiting(at).Select(i => $"{_links[i].Name}, {(IsOutside(i, at) ? (at < StartOf(i) ? $"which starts at {Shown.Instant(StartOf(i))}" : "which has ended") : Source(i, at))}").ToArray();
        return limiting.Length == 0 ? "nothing (unlimited)" : string.Join("; and by ", limiting);
    }

    /// <summary>The links to blame: those above whose state stops all, else those that have the least.</summary>
    private IEnumerable<int> Limiting(long at) => _verdict.Standing is { Standing: Standing.Suspended or Standing.Revoked, Link: { } id }
        ? Enumerable.Range(0, _links.Count).Where(i => _links[i].Id == id)
        : Enumerable.Range(0, _links.Count).Where(i => _allowed.Limits(i, _kind, at));

    private IEnumerable<LicenseFault> Problems()
    {
        if (_verdict.Standing.Fault is { } standing)
        {
            yield return standing;
        }

        if (_verdict.Chain is { SessionLicense: not null } file && StandingRules.OfSessionLicense(file, file, _at).Fault is { } session)
        {
            yield return session;
        }
    }

    private Stage? StageOf(int link, long at) => IsOutside(link, at) ? null
        : (_links[link].Server?.Stages ?? _links[link].Session!.Stages).FirstOrDefault(s => s.FromSeconds <= at && at < s.ToSeconds);

    private bool IsOutside(int link, long at) => at < StartOf(link) || _allowed.NextChange(link, at) is null;

    private long StartOf(int link) => _links[link].Server?.ValidFrom ?? _links[link].Session!.ValidFrom;

    private static string Count(long seats) => seats == 1 ? "1 seat" : $"{Seats.Text(seats)} seats";
}
