using System.Text.Json;
using LicenseKit.Cli.Output;

namespace LicenseKit.Cli.Verbs;

/// <summary>Two files compared: link by link where the chains are equally long, else their last server licenses and session licenses.</summary>
internal sealed class Difference
{
    private readonly string _from;
    private readonly string _to;
    private readonly bool _verified;
    private readonly (int Old, int New) _length;
    private readonly List<(ChainLink? Old, ChainLink? New, IReadOnlyList<Change> Changes)> _pairs;
    private readonly bool _sameLicense;

    public Difference(string from, string to, bool verified, IReadOnlyList<ChainLink> old, IReadOnlyList<ChainLink> latest)
    {
        (_from, _to, _verified) = (from, to, verified);
        var (a, b) = (old.Where(l => l.Server is not null).ToArray(), latest.Where(l => l.Server is not null).ToArray());
        _length = (a.Length, b.Length);
        var pairs = (a.Length == b.Length ? a.Zip(b) : [(a[^1], b[^1])]).Select(p => ((ChainLink?)p.First, (ChainLink?)p.Second)).ToList();
        var (oldSession, newSession) = (old.FirstOrDefault(l => l.Session is not null), latest.FirstOrDefault(l => l.Session is not null));
        if (oldSession is not null || newSession is not null)
        {
            pairs.Add((oldSession, newSession));
        }

        _pairs = pairs.ConvertAll(p => (p.Item1, p.Item2, Changes(p.Item1, p.Item2)));
        _sameLicense = old[^1].Id == latest[^1].Id;
    }

    private bool IsSame => _length.Old == _length.New && _pairs.All(p => p.Changes.Count == 0);

    public Answer ToAnswer() => Answer.Made(Write, Write);

    private static IReadOnlyList<Change> Changes(ChainLink? old, ChainLink? latest) => (old, latest) switch
    {
        ({ Server: { } a }, { Server: { } b }) => [.. Change.Between(Facts.Of(a), Facts.Of(b)), .. Change.Between(a.Stages, b.Stages)],
        ({ Session: { } a }, { Session: { } b }) => [.. Change.Between(Facts.Of(a), Facts.Of(b)), .. Change.Between(a.Stages, b.Stages)],
        ({ Session: { } a }, null) => Change.Between(Facts.Of(a), []),
        _ => Change.Between([], Facts.Of(latest!.Session!)),
    };

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("files"u8);
        json.WriteStringValue(_from);
        json.WriteStringValue(_to);
        json.WriteEndArray();
        json.WriteBoolean("verified"u8, _verified);
        json.WriteBoolean("same"u8, IsSame);
        json.WriteBoolean("sameLicense"u8, _sameLicense);
        json.WriteStartArray("chainLengths"u8);
        json.WriteNumberValue(_length.Old);
        json.WriteNumberValue(_length.New);
        json.WriteEndArray();
        json.WriteStartArray("links"u8);
        foreach (var (old, latest, changes) in _pairs)
        {
            json.WriteStartObject();
            json.WriteString("mark"u8, Mark(old, latest, changes));
            json.WriteString("type"u8, (latest ?? old)!.Type);
            json.WriteString("id"u8, (latest ?? old)!.Id);
            json.WriteString("client"u8, (latest ?? old)!.Client);
            json.WriteStartArray("changes"u8);
            foreach (var change in changes)
            {
                Write(json, change);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Change change)
    {
        json.WriteStartObject();
        json.WriteString("field"u8, change.Field);
        Side("from", change.From);
        Side("to", change.To);
        json.WriteEndObject();

        void Side(string name, Fact? fact)
        {
            json.WritePropertyName(name);
            if (fact is null)
            {
                json.WriteNullValue();
            }
            else
            {
                fact.WriteValue(json);
            }
        }
    }

    private void Write(Paper paper)
    {
        if (!_sameLicense)
        {
            var (old, latest) = (_pairs[^1].Old ?? _pairs[^2].Old, _pairs[^1].New ?? _pairs[^2].New);
            paper.Line($"Different licenses: {Named(old)} and {Named(latest)}.", Tone.Doubt);
        }

        paper.Line($"{_from} -> {_to}: {(_verified ? "both verified" : "not verified (give --root to check who signed them)")}", _verified ? Tone.Good : Tone.Doubt);
        if (_length.Old != _length.New)
        {
            paper.Line($"The chains have {_length.Old} and {_length.New} server licenses; only the last ones are compared.", Tone.Doubt);
        }

        paper.Chain([.. _pairs.Select(p => (p.New ?? p.Old)! with { Mark = Mark(p.Old, p.New, p.Changes) })], i => _pairs[i].Changes.Select(c => c.Text));
        if (IsSame)
        {
            paper.Line("No difference.");
        }
    }

    private static string Mark(ChainLink? old, ChainLink? latest, IReadOnlyList<Change> changes) =>
        old is null ? "added" : latest is null ? "removed" : changes.Count == 0 ? "same" : old.Id == latest.Id ? "changed" : "different";

    private static string Named(ChainLink? link) => link is null ? "none" : $"{link.Name} ({link.Id})";
}
