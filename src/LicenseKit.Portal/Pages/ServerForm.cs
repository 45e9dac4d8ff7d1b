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
    private const string Day = "yyyy-MM-dd";

    private readonly List<FieldError> _errors = [];

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

    public IReadOnlyList<FieldError> Errors => _errors;

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

    /// <summary>The draft, as far as it can be read; what cannot be is among the <see cref="Errors"/>.</summary>
    public ServerLicenseDraft ToDraft()
    {
        _errors.Clear();
        var draft = new ServerLicenseDraft
        {
            Client = Client,
            ParentUrl = ParentUrl.Length == 0 ? null : ParentUrl.Trim(),
            MaxDuration = Span("maxdur", "Max Duration", MaxDuration, TimeSpan.FromDays(1), "days"),
            Oem = IsOem ? ServerLicenseDraft.AsManyLevelsAsAllowed : 0,
            SuppressPings = SuppressPings,
            LicenseCode = Code.Length == 0 ? null : Code,
            Request = Request.Length == 0 ? null : Request,
            MaxLicenses = MaxLicenses.Trim().Length == 0 ? null : Count("max", "Max Licenses", MaxLicenses),
            Grace = Span("grace", "Grace", Grace, TimeSpan.FromDays(1), "days") ?? TimeSpan.Zero,
            MaxLease = Span("lease", "Longest lease", MaxLease, TimeSpan.FromHours(1), "hours"),
            Contact = new() { Every = Span("every", "Pings", PingEvery, TimeSpan.FromMinutes(1), "minutes"), Silence = Span("silence", "Silence", Silence, TimeSpan.FromDays(1), "days") },
            Overage = Overage switch { "finish" => Licenses.Overage.Finish, "end" => Licenses.Overage.End, _ => null },
            Stages = [.. Stages.Select(ToStage).OfType<StageDraft>()],
        };
        foreach (var kind in Kinds)
        {
            draft.Seats[kind] = Seats[kind].Length == 0 ? 0 : Count($"seats-{kind}", Say.Users(kind), Seats[kind]);
        }

        foreach (var name in Features.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            draft.Features[name] = new Feature(null, null);
        }

        if (Duration == "date")
        {
            draft.Expires = Date("until", "Until a date", Until);
        }
        else
        {
            draft.Duration = Duration;
        }

        return draft;
    }

    /// <summary>Puts a fault of the server beside its field, as far as its code says which one it is.</summary>
    public void Add(LicenseFault fault)
    {
        foreach (var one in fault.Others.Prepend(fault))
        {
            var (field, label) = one.Code switch
            {
                FaultCode.NameTaken => ("client", "Client Name"),
                FaultCode.BadText when one.Message.Contains("client", StringComparison.OrdinalIgnoreCase) => ("client", "Client Name"),
                FaultCode.BadUrl => ("url", "Server URL"),
                FaultCode.BadLicenseCode or FaultCode.NotPreactivated => ("code", "Preactivate License"),
                FaultCode.BadRequestFile => ("code", "Preactivate License"),
                FaultCode.OverBudget or FaultCode.LeasesOut => ("users", "Users"),
                FaultCode.AmbiguousStage or FaultCode.BadStages => ("stages", "Stages"),
                FaultCode.MaxLicenses => ("", "This server's licenses"),
                _ => ("", "This license"),
            };
            _errors.Add(new(field, label, $"{one.Message} {one.Remedy}"));
        }
    }

    private StageDraft? ToStage(StageRow row, int index)
    {
        if (row.IsEmpty)
        {
            return null;
        }

        var from = Date("stages", $"Stage {index + 1}, From", row.From);
        var to = row.To.Length == 0 ? null : Date("stages", $"Stage {index + 1}, To", row.To);
        if (from is { } start && to is { } end && end <= start)
        {
            _errors.Add(new("stages", "Stages", $"“{row.Name}” ends on {Say.Date(end)}, not after it begins on {Say.Date(start)}. Enter a later To date, or leave it empty."));
            return null;
        }

        var counts = new Dictionary<string, StageCount>(StringComparer.Ordinal);
        foreach (var (kind, text) in row.Counts.Where(c => c.Value.Length > 0))
        {
            var isRelative = text[0] is '+' or '-';
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < Limit.UnlimitedOnWire)
            {
                counts[kind] = isRelative ? StageCount.By(number) : StageCount.Exactly(number);
            }
            else if (text == "unlimited")
            {
                counts[kind] = StageCount.Exactly(Limit.Unlimited);
            }
            else
            {
                _errors.Add(new("stages", $"Stage {index + 1}, {Say.Short(kind)}", $"“{text}” is not a number. Enter a count such as 50, a difference such as +30, or “unlimited”."));
            }
        }

        return from is null ? null : new StageDraft { Name = row.Name, From = from.Value, To = to, Seats = counts };
    }

    private long Count(string field, string label, string text)
    {
        text = text.Trim();
        if (text.Equals("unlimited", StringComparison.OrdinalIgnoreCase))
        {
            return Limit.Unlimited;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < Limit.UnlimitedOnWire)
        {
            return count;
        }

        _errors.Add(new(field, label, $"“{text}” is not a number of seats or licenses. Enter a whole number below 1,000,000,000, or “unlimited”."));
        return 0;
    }

    private TimeSpan? Span(string field, string label, string text, TimeSpan unit, string units)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (text.Equals("unlimited", StringComparison.OrdinalIgnoreCase))
        {
            return TimeSpan.MaxValue;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 36_500 * 24)
        {
            return unit * count;
        }

        _errors.Add(new(field, label, $"“{text}” is not a number of {units}. Enter a whole number of {units}."));
        return null;
    }

    private DateTimeOffset? Date(string field, string label, string text)
    {
        if (DateTime.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day))
        {
            return new DateTimeOffset(day, TimeSpan.Zero);
        }

        _errors.Add(new(field, label, text.Length == 0 ? "A date is missing. Enter a day." : $"“{text}” is not a day. Enter it as {Day}."));
        return null;
    }
}
