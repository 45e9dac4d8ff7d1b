using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Licenses;
using LicenseKit.Portal.Pictures;
using LicenseKit.Portal.Words;
using LicenseKit.Stages;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>The issuer's allowance, what is granted, and the license of a form on top of it, whether or not it fits.</summary>
internal static class FormPicture
{
    /// <summary>The picture; null when the form has no period yet.</summary>
    /// <param name="held">The issuer.</param>
    /// <param name="usage">What is granted.</param>
    /// <param name="form">The form.</param>
    /// <param name="draft">What it says.</param>
    /// <param name="edited">The version that it replaces; null for a new license.</param>
    /// <param name="now">The instant.</param>
    public static TimelinePicture? Of(Chain held, IssuerUsage usage, LicenseForm form, FormDraft draft, Chain? edited, DateTimeOffset now)
    {
        var start = edited?.SessionLicense?.NotBefore ?? edited?.Leaf.NotBefore ?? now;
        if ((form.Duration == Issuing.ServerLicenseDraft.AsLongAsIssuer ? held.Leaf.Expires : draft.EndFrom(start)) is not { } end || end <= now)
        {
            return null;
        }

        var seats = new Seats(draft.Seats.Where(s => s.Key != Seats.GenericName), draft.Seats.TryGetValue(Seats.GenericName, out var generic) ? generic : 0);
        var (from, to) = HomeModel.Window(now, Say.IsForever(end) ? now.AddYears(1) : end, now);
        if (!Timeline.Of(seats, [.. draft.Stages], now, end + draft.Grace < to ? end + draft.Grace : to).Is(out var own, out _))
        {
            return null;
        }

        var allowed = Timeline.Of(held.Leaf).Segments(from, to).ToArray();
        var picture = new TimelinePicture
        {
            Title = "What this server has, with this license",
            Now = now,
            Periods = draft.IsCap ? Overlay.Of(from, to, allowed, [.. own.Segments(from, to)]) : Beside(usage, edited, allowed, [.. own.Segments(from, to)], from, to),
            Layers = draft.IsCap ? [Layer.AtMost] : [Layer.Children, Layer.Reserved, Layer.ThisLicense],
        };
        return picture with { Periods = OverlayJoins.Thin(picture.Periods, TimelinePicture.MostPeriods), Stages = [.. draft.Stages.Select(s => (s.Name, s.From, s.To ?? to))] };
    }

    /// <summary>This license on what others have: without the version that it replaces.</summary>
    private static IReadOnlyList<Overlay> Beside(IssuerUsage usage, Chain? edited, Segment[] allowed, Segment[] own, DateTimeOffset from, DateTimeOffset to)
    {
        var isReserved = edited?.SessionLicense?.Allocation == Allocation.Reserved;
        Segment[] before = edited is null || edited.SessionLicense is { Allocation: Allocation.Shared } ? []
            : [.. (edited.SessionLicense is { } session ? Timeline.Of(session) : Timeline.Of(edited.Leaf)).Segments(from, to)];
        return
        [
            .. Overlay.Of(from, to, allowed, [.. usage.Segments.Select(s => new Segment(s.From, s.To, s.Granted.Minus(s.Reserved)))],
                    [.. usage.Segments.Select(s => new Segment(s.From, s.To, s.Reserved))], own, before)
                .Select(p => p with
                {
                    Seats = [p.Seats[0], isReserved ? p.Seats[1] : p.Seats[1].Minus(p.Seats[4]), isReserved ? p.Seats[2].Minus(p.Seats[4]) : p.Seats[2], p.Seats[3]],
                }),
        ];
    }
}
