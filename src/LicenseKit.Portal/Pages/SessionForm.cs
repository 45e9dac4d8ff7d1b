using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages;

/// <summary>The form of a session license: every text as it was typed, and the draft that it says.</summary>
internal sealed class SessionForm
{
    private readonly FieldReader _read = new();

    public string Client { get; set; } = "";

    public string ServerUrl { get; set; } = "";

    public Dictionary<string, string> Seats { get; } = new(StringComparer.Ordinal);

    public string Duration { get; set; } = "P30D";

    public string Until { get; set; } = "";

    public bool IsReserved { get; set; }

    /// <summary>In minutes.</summary>
    public string MaxLease { get; set; } = "";

    public string Features { get; set; } = "";

    public string Key { get; set; } = Guid.NewGuid().ToString("N");

    public IReadOnlyList<FieldError> Errors => _read.Errors;

    public IReadOnlyList<string> Kinds => [.. Say.InOrder(Seats.Keys)];

    public static SessionForm Empty(Seats own, string serverUrl)
    {
        var form = new SessionForm { ServerUrl = serverUrl };
        foreach (var kind in own.Kinds.Count == 0 ? ["developer", "execution"] : own.Kinds)
        {
            form.Seats[kind] = "";
        }

        form.Seats[Licenses.Seats.GenericName] = "";
        return form;
    }

    public static SessionForm Read(IFormCollection sent)
    {
        var form = new SessionForm
        {
            Client = sent.Text("client"), ServerUrl = sent.Text("url"), Duration = sent.Text("dur"), Until = sent.Text("until"), IsReserved = sent.Text("allocation") == "reserved",
            MaxLease = sent.Text("lease"), Features = sent.Text("features"), Key = sent.Text("key"),
        };
        foreach (var kind in sent["kind"].OfType<string>().Distinct(StringComparer.Ordinal).Take(Licenses.Seats.MaxKinds + 1))
        {
            form.Seats[kind] = sent.Text($"seats-{kind}").Trim();
        }

        return form;
    }

    public SessionLicenseDraft ToDraft()
    {
        _read.Errors.Clear();
        var draft = new SessionLicenseDraft
        {
            Client = Client,
            ServerUrl = ServerUrl.Length == 0 ? null : ServerUrl.Trim(),
            Allocation = IsReserved ? Allocation.Reserved : Allocation.Shared,
            MaxLease = _read.Span("lease", "Lease", MaxLease, TimeSpan.FromMinutes(1), "minutes"),
        };
        foreach (var kind in Kinds)
        {
            draft.Seats[kind] = Seats[kind].Length == 0 ? 0 : _read.Count($"seats-{kind}", Say.Users(kind), Seats[kind]);
        }

        foreach (var name in Features.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            draft.Features[name] = new Feature(null, null);
        }

        if (Duration == "date")
        {
            draft.Expires = _read.Date("until", "Until a date", Until);
        }
        else
        {
            draft.Duration = Duration;
        }

        return draft;
    }

    /// <summary>Puts what the server refused beside its field.</summary>
    public void Add(LicenseFault fault) => _read.Add(fault);
}
