using System.Globalization;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;
using LicenseKit.Stages;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages;

/// <summary>The form of a server license: every text as it was typed, so that nothing is lost, and the draft that it says.</summary>
internal sealed class ServerForm
{
    private readonly FieldReader _read = new();

    public string Client { get; set; } = "";

    public string ParentUrl { get; set; } = "";

    /// <summary>In days.</summary>
    public string MaxDuration { get; set; } = "";

    public bool IsOem { get; set; }

    public bool SuppressPings { get; set; }

    public string Code { get; set; } = "";

    /// <summary>The text of an activation request.</summary>
    public string Request { get; set; } = "";

    /// <summary>Per kind, and for <c>generic</c>.</summary>
    public Dictionary<string, string> Seats { get; } = new(StringComparer.Ordinal);

    /// <summary>An ISO 8601 duration, <c>issuer</c>, or <c>date</c> for <see cref="Until"/>.</summary>
    public string Duration { get; set; } = ServerLicenseDraft.AsLongAsIssuer;

    public string Until { get; set; } = "";

    public string MaxLicenses { get; set; } = "";

    public List<StageRow> Stages { get; } = [];

    /// <summary>In days.</summary>
    public string Grace { get; set; } = "";

    /// <summary>In minutes.</summary>
    public string PingEvery { get; set; } = "";

    /// <summary>In days.</summary>
    public string Silence { get; set; } = "";

    /// <summary>In hours.</summary>
    public string MaxLease { get; set; } = "";

    /// <summary>Empty for the issuer's, <c>finish</c> or <c>end</c>.</summary>
    public string Overage { get; set; } = "";

    /// <summary>One name on each line.</summary>
    public string Features { get; set; } = "";

    /// <summary>Makes a double click one license.</summary>
    public string Key { get; set; } = Guid.NewGuid().ToString("N");

    public IReadOnlyList<FieldError> Errors => _read.Errors;

    /// <summary>The kinds of the form, Generic last.</summary>
    public IReadOnlyList<string> Kinds => [.. Say.InOrder(Seats.Keys)];

    /// <summary>An empty form: the kinds that the issuer has.</summary>
    public static ServerForm Empty(Seats own, string parentUrl)
    {
        var form = new ServerForm { ParentUrl = parentUrl };
        foreach (var kind in own.Kinds.Count == 0 ? ["developer", "execution"] : own.Kinds)
        {
            form.Seats[kind] = "";
        }

        form.Seats[Licenses.Seats.GenericName] = "";
        return form;
    }

    /// <summary>What was sent.</summary>
    public static async Task<ServerForm> ReadAsync(IFormCollection sent, CancellationToken cancellationToken)
    {
        var form = new ServerForm
        {
            Client = sent.Text("client"), ParentUrl = sent.Text("url"), MaxDuration = sent.Text("maxdur"), IsOem = sent.Text("oem").Length > 0,
            SuppressPings = sent.Text("pings").Length > 0, Code = sent.Text("code").Trim(), Duration = sent.Text("dur"), Until = sent.Text("until"),
            MaxLicenses = sent.Text("max"), Grace = sent.Text("grace"), PingEvery = sent.Text("every"), Silence = sent.Text("silence"), MaxLease = sent.Text("lease"),
            Overage = sent.Text("overage"), Features = sent.Text("features"), Key = sent.Text("key"),
            Request = System.Text.Encoding.UTF8.GetString(await sent.FileAsync("requestFile", "request", cancellationToken).ConfigureAwait(false)),
        };
        foreach (var kind in sent["kind"].OfType<string>().Distinct(StringComparer.Ordinal).Take(Licenses.Seats.MaxKinds + 1))
        {
            form.Seats[kind] = sent.Text($"seats-{kind}").Trim();
        }

        for (var i = 0; i < Stage.Max && sent.ContainsKey($"stage-{i}-name"); i++)
        {
            var counts = form.Seats.Keys.ToDictionary(k => k, k => sent.Text($"stage-{i}-{k}").Trim(), StringComparer.Ordinal);
            form.Stages.Add(new(sent.Text($"stage-{i}-name"), sent.Text($"stage-{i}-from"), sent.Text($"stage-{i}-to"), counts));
        }

        return form;
    }

    /// <summary>The form as hidden fields, to come back to it.</summary>
    public IEnumerable<(string Name, string Value)> ToFields()
    {
        (string, string)[] fields =
        [
            ("client", Client), ("url", ParentUrl), ("maxdur", MaxDuration), ("oem", IsOem ? "on" : ""), ("pings", SuppressPings ? "on" : ""), ("code", Code), ("request", Request),
            ("dur", Duration), ("until", Until), ("max", MaxLicenses), ("grace", Grace), ("every", PingEvery), ("silence", Silence), ("lease", MaxLease), ("overage", Overage),
            ("features", Features), ("key", Key),
        ];
        var seats = Kinds.SelectMany(kind => new[] { ("kind", kind), ($"seats-{kind}", Seats[kind]) });
        var stages = Stages.SelectMany((s, i) => s.Counts.Select(c => ($"stage-{i}-{c.Key}", c.Value))
            .Concat([($"stage-{i}-name", s.Name), ($"stage-{i}-from", s.From), ($"stage-{i}-to", s.To)]));
        return fields.Concat(seats).Concat(stages);
    }

    /// <summary>The form of a draft that was issued: what a field cannot say is shown as near as it can be, and kept while it stays so.</summary>
    public static ServerForm Of(ServerLicenseDraft draft, Seats own)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var form = Empty(own, draft.ParentUrl ?? "");
        form.Client = draft.Client;
        form.MaxDuration = In(draft.MaxDuration, TimeSpan.FromDays(1));
        (form.IsOem, form.SuppressPings, form.Code, form.Request) = (draft.Oem > 0, draft.SuppressPings, draft.LicenseCode ?? "", draft.Request ?? "");
        foreach (var (kind, count) in draft.Seats)
        {
            form.Seats[kind] = count == 0 ? "" : CountText(count);
        }

        (form.Duration, form.Until) = draft.Expires is { } end ? ("date", Day.Text(end)) : (draft.Duration ?? "", "");
        form.MaxLicenses = draft.MaxLicenses is { } max ? CountText(max) : "";
        form.Stages.AddRange(draft.Stages.Select(s => new StageRow(s.Name, Day.Text(s.From), s.To is { } to ? Day.Text(to) : "",
            form.Seats.Keys.ToDictionary(k => k, k => s.Seats.TryGetValue(k, out var count) ? CountText(count) : "", StringComparer.Ordinal))));
        (form.Grace, form.PingEvery, form.Silence, form.MaxLease) = (draft.Grace == TimeSpan.Zero ? "" : In(draft.Grace, TimeSpan.FromDays(1)),
            In(draft.Contact.Every, TimeSpan.FromMinutes(1)), In(draft.Contact.Silence, TimeSpan.FromDays(1)), In(draft.MaxLease, TimeSpan.FromHours(1)));
        form.Overage = draft.Overage?.Mode switch { null => "", OverageMode.Finish => "finish", OverageMode.End => "end", _ => "deadline" };
        form.Features = string.Join('\n', draft.Features.Keys.Order(StringComparer.Ordinal));
        return form;
    }

    /// <summary>The draft, as far as it can be read; what cannot be is among the <see cref="Errors"/>.</summary>
    /// <param name="was">The draft that is edited: what the form shows as it was is kept exactly, and so is what it does not show. Null for a new license.</param>
    public ServerLicenseDraft ToDraft(ServerLicenseDraft? was = null)
    {
        _read.Errors.Clear();
        var (before, shown) = (was ?? new(), was is null ? null : Of(was, Licenses.Seats.None));
        var draft = new ServerLicenseDraft
        {
            Client = Client,
            Starts = before.Starts,
            WhenFree = before.WhenFree,
            MaxOffline = before.MaxOffline,
            Extensions = before.Extensions,
            ParentUrl = ParentUrl.Length == 0 ? null : ParentUrl.Trim(),
            MaxDuration = MaxDuration == shown?.MaxDuration ? before.MaxDuration : _read.Span("maxdur", "Max Duration", MaxDuration, TimeSpan.FromDays(1), "days"),
            Oem = IsOem == shown?.IsOem ? before.Oem : IsOem ? ServerLicenseDraft.AsManyLevelsAsAllowed : 0,
            SuppressPings = SuppressPings,
            LicenseCode = Code.Length == 0 ? null : Code,
            Request = Request.Length == 0 ? null : Request,
            MaxLicenses = MaxLicenses.Trim().Length == 0 ? null : _read.Count("max", "Max Licenses", MaxLicenses),
            Grace = Grace == shown?.Grace ? before.Grace : _read.Span("grace", "Grace", Grace, TimeSpan.FromDays(1), "days") ?? TimeSpan.Zero,
            MaxLease = MaxLease == shown?.MaxLease ? before.MaxLease : _read.Span("lease", "Longest lease", MaxLease, TimeSpan.FromHours(1), "hours"),
            Contact = new()
            {
                Every = PingEvery == shown?.PingEvery ? before.Contact.Every : _read.Span("every", "Pings", PingEvery, TimeSpan.FromMinutes(1), "minutes"),
                Silence = Silence == shown?.Silence ? before.Contact.Silence : _read.Span("silence", "Silence", Silence, TimeSpan.FromDays(1), "days"),
            },
            Overage = Overage == shown?.Overage ? before.Overage : Overage switch { "finish" => Licenses.Overage.Finish, "end" => Licenses.Overage.End, _ => null },
            Stages = [.. Stages.Select((row, i) => shown is not null && i < shown.Stages.Count && row.IsSame(shown.Stages[i]) ? before.Stages[i] : _read.Stage(row, i)).OfType<StageDraft>()],
        };
        foreach (var kind in Kinds)
        {
            var count = Seats[kind].Length == 0 ? 0 : _read.Count($"seats-{kind}", Say.Users(kind), Seats[kind]);
            if (count != 0 || was is null || was.Seats.ContainsKey(kind))
            {
                draft.Seats[kind] = count;
            }
        }

        foreach (var name in Features.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            draft.Features[name] = before.Features.TryGetValue(name, out var feature) ? feature : new Feature(null, null);
        }

        if (Duration == "date")
        {
            draft.Expires = Until == shown?.Until ? before.Expires : _read.Date("until", "Until a date", Until);
        }
        else
        {
            draft.Duration = Duration;
        }

        return draft;
    }

    /// <summary>Puts what the server refused beside its field.</summary>
    public void Add(LicenseFault fault) => _read.Add(fault);

    private static string In(TimeSpan? span, TimeSpan unit) => span switch
    {
        null => "",
        { } all when all == TimeSpan.MaxValue => "unlimited",
        { } some => (some / unit).ToString("0.###", CultureInfo.InvariantCulture),
    };

    private static string CountText(long count) => count == Limit.Unlimited ? "unlimited" : count.ToString(CultureInfo.InvariantCulture);

    private static string CountText(StageCount count) => count.IsRelative ? count.Amount.ToString("+0;-0;+0", CultureInfo.InvariantCulture) : CountText(count.Amount);
}
