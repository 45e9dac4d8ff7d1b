using LicenseKit.Hosting;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Portal.Web;
using LicenseKit.Stages;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>The form of a server license.</summary>
internal sealed class ServerForm : LicenseForm
{
    private ServerForm() => Duration = ServerLicenseDraft.AsLongAsIssuer;

    /// <summary>In days.</summary>
    public string MaxDuration { get; private set; } = "";

    public bool IsOem { get; private set; }

    public bool SuppressPings { get; private set; }

    public string Code { get; private set; } = "";

    /// <summary>The text of an activation request.</summary>
    public string Request { get; private set; } = "";

    public string MaxLicenses { get; private set; } = "";

    /// <summary>In days.</summary>
    public string Grace { get; private set; } = "";

    /// <summary>In minutes.</summary>
    public string PingEvery { get; private set; } = "";

    /// <summary>In days.</summary>
    public string Silence { get; private set; } = "";

    /// <summary>In hours.</summary>
    public string MaxLease { get; private set; } = "";

    /// <summary>Empty for the issuer's, <c>finish</c> or <c>end</c>; <c>deadline</c> for one that the form cannot change.</summary>
    public string Overage { get; private set; } = "";

    public override IReadOnlyList<(string Value, string Text)> Durations { get; } =
        [("issuer", "As long as mine"), ("P1M", "1 month"), ("P3M", "3 months"), ("P6M", "6 months"), ("P1Y", "1 year"), ("P2Y", "2 years"), (ToDate, "Until a date")];

    /// <summary>An empty form: the kinds that the issuer has.</summary>
    public static ServerForm Empty(Seats own, string parentUrl)
    {
        var form = new ServerForm { Url = parentUrl };
        form.AddKinds(own);
        return form;
    }

    /// <summary>What was sent.</summary>
    public static async Task<ServerForm> ReadAsync(IFormCollection sent, CancellationToken cancellationToken)
    {
        var form = new ServerForm
        {
            MaxDuration = sent.Text("maxdur"), IsOem = sent.Text("oem").Length > 0, SuppressPings = sent.Text("pings").Length > 0, Code = sent.Text("code").Trim(),
            MaxLicenses = sent.Text("max"), Grace = sent.Text("grace"), PingEvery = sent.Text("every"), Silence = sent.Text("silence"),
            MaxLease = sent.Text("lease"), Overage = sent.Text("overage"),
            Request = System.Text.Encoding.UTF8.GetString(await sent.FileAsync("requestFile", "request", cancellationToken).ConfigureAwait(false)),
        };
        form.Read(sent);
        return form;
    }

    /// <summary>The form of a draft that was issued: what a field cannot say is shown as near as it can be, and kept while it stays so.</summary>
    public static ServerForm Of(ServerLicenseDraft draft, Seats own)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var form = Empty(own, draft.ParentUrl ?? "");
        form.Client = draft.Client;
        form.MaxDuration = Typed.In(draft.MaxDuration, TimeSpan.FromDays(1));
        (form.IsOem, form.SuppressPings, form.Code, form.Request) = (draft.Oem > 0, draft.SuppressPings, draft.LicenseCode ?? "", draft.Request ?? "");
        form.Show(draft.Seats, draft.Stages, draft.Expires, draft.Duration, draft.Features);
        form.MaxLicenses = draft.MaxLicenses is { } max ? Typed.Count(max) : "";
        form.Grace = draft.Grace == TimeSpan.Zero ? "" : Typed.In(draft.Grace, TimeSpan.FromDays(1));
        form.PingEvery = Typed.In(draft.Contact.Every, TimeSpan.FromMinutes(1));
        form.Silence = Typed.In(draft.Contact.Silence, TimeSpan.FromDays(1));
        form.MaxLease = Typed.In(draft.MaxLease, TimeSpan.FromHours(1));
        form.Overage = draft.Overage?.Mode switch { null => "", OverageMode.Finish => "finish", OverageMode.End => "end", _ => "deadline" };
        return form;
    }

    public override FormDraft ToDraft(string? id, string? seen)
    {
        var draft = ToDraft(seen is not null && DraftReader.ReadServerLicense(seen).Is(out var was, out _) ? was : null);
        return new(DraftWriter.Write(draft), id is null ? LicenseChange.Issue(draft) : LicenseChange.Replace(id, draft, Serial ?? 0),
            draft.Seats, draft.Stages, draft.EndFrom, draft.Grace, IsCap: false);
    }

    /// <summary>The draft, as far as it can be read.</summary>
    /// <param name="was">The draft that is edited; null for a new license.</param>
    public ServerLicenseDraft ToDraft(ServerLicenseDraft? was)
    {
        Fields.Errors.Clear();
        var (before, shown) = (was ?? new(), was is null ? null : Of(was, Licenses.Seats.None));
        var draft = new ServerLicenseDraft
        {
            Client = Client,
            Starts = before.Starts,
            WhenFree = before.WhenFree,
            MaxOffline = before.MaxOffline,
            Extensions = before.Extensions,
            ParentUrl = Url.Length == 0 ? null : Url.Trim(),
            MaxDuration = MaxDuration == shown?.MaxDuration ? before.MaxDuration : Fields.Span("maxdur", "Max Duration", MaxDuration, TimeSpan.FromDays(1), "days"),
            Oem = IsOem == shown?.IsOem ? before.Oem : IsOem ? ServerLicenseDraft.AsManyLevelsAsAllowed : 0,
            SuppressPings = SuppressPings,
            LicenseCode = Code.Length == 0 ? null : Code,
            Request = Request.Length == 0 ? null : Request,
            MaxLicenses = MaxLicenses.Trim().Length == 0 ? null : Fields.Count("max", "Max Licenses", MaxLicenses),
            Grace = Grace == shown?.Grace ? before.Grace : Fields.Span("grace", "Grace", Grace, TimeSpan.FromDays(1), "days") ?? TimeSpan.Zero,
            MaxLease = MaxLease == shown?.MaxLease ? before.MaxLease : Fields.Span("lease", "Longest lease", MaxLease, TimeSpan.FromHours(1), "hours"),
            Contact = new()
            {
                Every = PingEvery == shown?.PingEvery ? before.Contact.Every : Fields.Span("every", "Pings", PingEvery, TimeSpan.FromMinutes(1), "minutes"),
                Silence = Silence == shown?.Silence ? before.Contact.Silence : Fields.Span("silence", "Silence", Silence, TimeSpan.FromDays(1), "days"),
            },
            Overage = Overage == shown?.Overage ? before.Overage : Overage switch { "finish" => Licenses.Overage.Finish, "end" => Licenses.Overage.End, _ => null },
            Stages = [.. StagesOf(shown, before.Stages)],
        };
        Fill(draft.Seats, was?.Seats);
        Fill(draft.Features, before.Features);
        draft.Expires = Duration == ToDate ? EndOf(shown, before.Expires) : null;
        draft.Duration = Duration == ToDate ? null : Duration;
        return draft;
    }

    public override IEnumerable<(string Name, string Value)> ToFields() => base.ToFields().Concat(
    [
        ("maxdur", MaxDuration), ("oem", IsOem ? "on" : ""), ("pings", SuppressPings ? "on" : ""), ("code", Code), ("request", Request), ("max", MaxLicenses),
        ("grace", Grace), ("every", PingEvery), ("silence", Silence), ("lease", MaxLease), ("overage", Overage),
    ]);

    public override IEnumerable<(string Name, string Value)> Facts() =>
    [
        ("Max Duration", MaxDuration.Length == 0 ? "as yours" : $"{MaxDuration} days"),
        ("Generate OEM License", IsOem ? "Yes: it may issue to servers of its own" : "No"),
        ("Suppress Pings", SuppressPings ? "Yes: it never contacts this server" : "No"),
        ("Preactivate License", Code.Length > 0 ? $"Yes, for {Code}" : Request.Length > 0 ? "Yes, by request file" : "No: the first installation with the file activates it"),
        ("Max Licenses", MaxLicenses.Length == 0 ? "as yours" : MaxLicenses),
    ];
}
