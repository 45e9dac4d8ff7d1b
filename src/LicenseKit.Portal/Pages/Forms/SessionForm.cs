using LicenseKit.Hosting;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Portal.Web;
using LicenseKit.Stages;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>The form of a session license.</summary>
internal sealed class SessionForm : LicenseForm
{
    private SessionForm() => Duration = "P30D";

    public bool IsReserved { get; private set; }

    /// <summary>In minutes.</summary>
    public string MaxLease { get; private set; } = "";

    public override IReadOnlyList<(string Value, string Text)> Durations { get; } =
        [("P7D", "1 week"), ("P30D", "30 days"), ("P90D", "90 days"), ("P1Y", "1 year"), ("issuer", "As long as this server may"), (ToDate, "Until a date")];

    /// <summary>An empty form: the kinds that the server has.</summary>
    public static SessionForm Empty(Seats own, string serverUrl)
    {
        var form = new SessionForm { Url = serverUrl };
        form.AddKinds(own);
        return form;
    }

    /// <summary>What was sent.</summary>
    public static SessionForm Sent(IFormCollection sent)
    {
        var form = new SessionForm { IsReserved = sent.Text("allocation") == "reserved", MaxLease = sent.Text("lease") };
        form.Read(sent);
        return form;
    }

    /// <summary>The form of a draft that was issued: what a field cannot say is shown as near as it can be, and kept while it stays so.</summary>
    public static SessionForm Of(SessionLicenseDraft draft, Seats own)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var form = Empty(own, draft.ServerUrl ?? "");
        (form.Client, form.IsReserved) = (draft.Client, draft.Allocation == Allocation.Reserved);
        form.MaxLease = Typed.In(draft.MaxLease, TimeSpan.FromMinutes(1));
        form.Show(draft.Seats, draft.Stages, draft.Expires, draft.Duration, draft.Features);
        return form;
    }

    public override FormDraft ToDraft(string? id, string? seen)
    {
        var draft = ToDraft(seen is not null && DraftReader.ReadSessionLicense(seen).Is(out var was, out _) ? was : null);
        return new(DraftWriter.Write(draft), id is null ? LicenseChange.Issue(draft) : LicenseChange.Replace(id, draft, Serial ?? 0),
            draft.Seats, draft.Stages, draft.EndFrom, TimeSpan.Zero, IsCap: !IsReserved);
    }

    /// <summary>The draft, as far as it can be read.</summary>
    /// <param name="was">The draft that is edited; null for a new license.</param>
    public SessionLicenseDraft ToDraft(SessionLicenseDraft? was)
    {
        Fields.Errors.Clear();
        var (before, shown) = (was ?? new(), was is null ? null : Of(was, Licenses.Seats.None));
        var draft = new SessionLicenseDraft
        {
            Client = Client,
            Starts = before.Starts,
            WhenFree = before.WhenFree,
            MaxBorrow = before.MaxBorrow,
            Extensions = before.Extensions,
            ServerUrl = Url.Length == 0 ? null : Url.Trim(),
            Allocation = IsReserved ? Allocation.Reserved : Allocation.Shared,
            MaxLease = MaxLease == shown?.MaxLease ? before.MaxLease : Fields.Span("lease", "Lease", MaxLease, TimeSpan.FromMinutes(1), "minutes"),
            Stages = [.. StagesOf(shown, before.Stages)],
        };
        Fill(draft.Seats, was?.Seats);
        Fill(draft.Features, before.Features);
        draft.Expires = Duration == ToDate ? EndOf(shown, before.Expires) : null;
        draft.Duration = Duration == ToDate ? null : Duration;
        return draft;
    }

    public override IEnumerable<(string Name, string Value)> ToFields() =>
        base.ToFields().Concat([("allocation", IsReserved ? "reserved" : "shared"), ("lease", MaxLease)]);

    public override IEnumerable<(string Name, string Value)> Facts() =>
    [
        ("Allocation", IsReserved ? "Reserved: its seats are kept for it" : "Shared: its seats are a cap"),
        ("Lease", MaxLease.Length == 0 ? "10 minutes" : $"{MaxLease} minutes"),
    ];
}
