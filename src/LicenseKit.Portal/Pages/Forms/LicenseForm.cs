using System.Globalization;
using LicenseKit.Licenses;
using LicenseKit.Portal.Components;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;
using LicenseKit.Stages;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>The form of a license: every text as it was typed, so that nothing is lost, and the draft that it says.</summary>
internal abstract class LicenseForm
{
    /// <summary>For <see cref="Duration"/>: until a date.</summary>
    public const string ToDate = "date";

    public string Client { get; set; } = "";

    /// <summary>Where the holder reaches this server.</summary>
    public string Url { get; set; } = "";

    /// <summary>Per kind, and for <c>generic</c>.</summary>
    public Dictionary<string, string> Seats { get; } = new(StringComparer.Ordinal);

    /// <summary>An ISO 8601 duration, <c>issuer</c>, or <c>date</c> for <see cref="Until"/>.</summary>
    public string Duration { get; set; } = "";

    public string Until { get; set; } = "";

    public List<StageRow> Stages { get; } = [];

    /// <summary>One name on each line.</summary>
    public string Features { get; set; } = "";

    /// <summary>Of the version that is edited, as its operator has seen it; null for a new license.</summary>
    public long? Serial { get; set; }

    /// <summary>Makes a double click one license.</summary>
    public string Key { get; set; } = Guid.NewGuid().ToString("N");

    public IReadOnlyList<FormError> Errors => Fields.Errors;

    /// <summary>The kinds of the form, Generic last.</summary>
    public IReadOnlyList<string> Kinds => [.. Say.InOrder(Seats.Keys)];

    /// <summary>The durations that are offered, with their words.</summary>
    public abstract IReadOnlyList<(string Value, string Text)> Durations { get; }

    protected FieldReader Fields { get; } = new();

    /// <summary>What the form says, as far as it can be read; what cannot be is among the <see cref="Errors"/>.</summary>
    /// <param name="id">The license that is edited; null for a new one.</param>
    /// <param name="seen">The draft of the version that is edited: what the form shows as it was is kept exactly, and so is what it does not show.</param>
    public abstract FormDraft ToDraft(string? id, string? seen);

    /// <summary>The form as hidden fields, to come back to it.</summary>
    public virtual IEnumerable<(string Name, string Value)> ToFields()
    {
        (string, string)[] fields =
        [
            ("client", Client), ("url", Url), ("dur", Duration), ("until", Until), ("features", Features),
            ("serial", Serial?.ToString(CultureInfo.InvariantCulture) ?? ""), ("key", Key),
        ];
        var seats = Kinds.SelectMany(kind => new[] { ("kind", kind), ($"seats-{kind}", Seats[kind]) });
        var stages = Stages.SelectMany((s, i) => s.Counts.Select(c => ($"stage-{i}-{c.Key}", c.Value))
            .Concat([($"stage-{i}-name", s.Name), ($"stage-{i}-from", s.From), ($"stage-{i}-to", s.To)]));
        return fields.Concat(seats).Concat(stages);
    }

    /// <summary>What a review tells beside client, seats, end and stages.</summary>
    public abstract IEnumerable<(string Name, string Value)> Facts();

    /// <summary>Puts what the server refused beside its field.</summary>
    public void Add(LicenseFault fault) => Fields.Add(fault);

    /// <summary>The kinds of an empty form: those that the issuer has.</summary>
    protected void AddKinds(Seats own)
    {
        foreach (var kind in own.Kinds.Count == 0 ? ["developer", "execution"] : own.Kinds)
        {
            Seats[kind] = "";
        }

        Seats[Licenses.Seats.GenericName] = "";
    }

    protected void Read(IFormCollection sent)
    {
        (Client, Url, Duration, Until) = (sent.Text("client"), sent.Text("url"), sent.Text("dur"), sent.Text("until"));
        (Features, Key) = (sent.Text("features"), sent.Text("key"));
        Serial = long.TryParse(sent.Text("serial"), NumberStyles.None, CultureInfo.InvariantCulture, out var serial) ? serial : null;
        foreach (var kind in sent["kind"].OfType<string>().Distinct(StringComparer.Ordinal).Take(Licenses.Seats.MaxKinds + 1))
        {
            Seats[kind] = sent.Text($"seats-{kind}").Trim();
        }

        for (var i = 0; i < Stage.Max && sent.ContainsKey($"stage-{i}-name"); i++)
        {
            var counts = Seats.Keys.ToDictionary(k => k, k => sent.Text($"stage-{i}-{k}").Trim(), StringComparer.Ordinal);
            Stages.Add(new(sent.Text($"stage-{i}-name"), sent.Text($"stage-{i}-from"), sent.Text($"stage-{i}-to"), counts));
        }
    }

    /// <summary>Shows what drafts of both types have: what a field cannot say is shown as near as it can be.</summary>
    protected void Show(IDictionary<string, long> seats, IEnumerable<StageDraft> stages, DateTimeOffset? expires, string? duration, IDictionary<string, Feature> features)
    {
        foreach (var (kind, count) in seats)
        {
            Seats[kind] = count == 0 ? "" : Typed.Count(count);
        }

        (Duration, Until) = expires is { } end ? (ToDate, Day.Text(end)) : (duration ?? "", "");
        Stages.AddRange(stages.Select(s => new StageRow(s.Name, Day.Text(s.From), s.To is { } to ? Day.Text(to) : "",
            Seats.Keys.ToDictionary(k => k, k => s.Seats.TryGetValue(k, out var count) ? Typed.Count(count) : "", StringComparer.Ordinal))));
        Features = string.Join('\n', features.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>The seats that were typed; a kind of which there is none only where it was said before.</summary>
    protected void Fill(IDictionary<string, long> seats, IDictionary<string, long>? before)
    {
        foreach (var kind in Kinds)
        {
            var count = Seats[kind].Length == 0 ? 0 : Fields.Count($"seats-{kind}", Say.Users(kind), Seats[kind]);
            if (count != 0 || before is null || before.ContainsKey(kind))
            {
                seats[kind] = count;
            }
        }
    }

    /// <summary>The features that were typed, with the limits that they had.</summary>
    protected void Fill(IDictionary<string, Feature> features, IDictionary<string, Feature> before)
    {
        foreach (var name in Features.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            features[name] = before.TryGetValue(name, out var feature) ? feature : new Feature(null, null);
        }
    }

    /// <summary>The stages that were typed; a row that shows a stage as it was is that stage exactly.</summary>
    protected IEnumerable<StageDraft> StagesOf(LicenseForm? shown, IList<StageDraft> before) => Stages
        .Select((row, i) => i < shown?.Stages.Count && row.IsSame(shown.Stages[i]) ? before[i] : Fields.Stage(row, i)).OfType<StageDraft>();

    /// <summary>The end that was typed.</summary>
    protected DateTimeOffset? EndOf(LicenseForm? shown, DateTimeOffset? before) =>
        Until == shown?.Until ? before : Fields.Date("until", "Until a date", Until);
}
