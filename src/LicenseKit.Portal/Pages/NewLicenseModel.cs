using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Portal.Pictures;
using LicenseKit.Portal.Words;
using LicenseKit.Stages;

namespace LicenseKit.Portal.Pages;

/// <summary>The form of a server license, what stands beside it, and after a review what would be signed.</summary>
internal sealed record NewLicenseModel
{
    public required ServerForm Form { get; init; }

    /// <summary>The license that is edited; null for a new one.</summary>
    public IssuedLicense? Edited { get; init; }

    /// <summary>What the next version says differently; empty for a new license.</summary>
    public IReadOnlyList<(string Field, string? From, string? To)> Changes { get; init; } = [];

    /// <summary>The issuer; null while no license is held.</summary>
    public required Chain? Held { get; init; }

    /// <summary>What can be granted now; null while no license is held.</summary>
    public IssuerUsage? Usage { get; init; }

    /// <summary>The issuer's allowance with this license; null when the draft has no period yet.</summary>
    public TimelinePicture? Picture { get; init; }

    /// <summary>The license as it would be signed; null while something is to correct, or nobody asked.</summary>
    public IssuedLicense? Preview { get; init; }

    /// <summary>The draft of the preview, for the form that signs it.</summary>
    public string DraftJson { get; init; } = "";

    /// <summary>True when errors are told: not on the empty form.</summary>
    public bool IsChecked { get; init; }

    public bool HasErrors => IsChecked && Form.Errors.Count > 0;

    /// <summary>The least that is left of a kind at any time from now on.</summary>
    public (long Now, long Least) Left(string kind)
    {
        var left = Usage?.Segments.Select(s => Say.Of(s.Left, kind)).ToArray() ?? [];
        return left.Length == 0 ? (0, 0) : (left[0], left.Take(Math.Max(1, left.Length - 1)).Min());
    }

    public static NewLicenseModel Of(ILicenseServer server, IIssuer issuer, ServerForm form, ServerLicenseDraft? draft, bool isChecked = false, IssuedLicense? preview = null, IssuedLicense? edited = null)
    {
        var usage = issuer.Usage().Value;
        return new()
        {
            Form = form,
            Edited = edited,
            Changes = edited is null || draft is null ? [] : [.. DraftChanges.Between(edited.Draft, DraftWriter.Write(draft))],
            Held = server.Held,
            Usage = usage,
            Picture = draft is null || edited is not null || server.Held is not { } held || usage is null ? null : PictureOf(held, usage, draft, server.ClockStatus.Now),
            IsChecked = isChecked,
            Preview = preview,
            DraftJson = draft is null ? "" : DraftWriter.Write(draft),
        };
    }

    /// <summary>The issuer's allowance, what is granted, and this license on top of it, whether or not it fits.</summary>
    private static TimelinePicture? PictureOf(Chain held, IssuerUsage usage, ServerLicenseDraft draft, DateTimeOffset now)
    {
        if (EndOf(draft, held, now) is not { } end)
        {
            return null;
        }

        var seats = new Seats(draft.Seats.Where(s => s.Key != Seats.GenericName), draft.Generic);
        var (from, to) = HomeModel.Window(now, Say.IsForever(end) ? now.AddYears(1) : end, now);
        if (!Timeline.Of(seats, [.. draft.Stages], now, Earlier(end + draft.Grace, to)).Is(out var own, out _))
        {
            return null;
        }

        return new()
        {
            Title = "What this server has, with this license",
            Now = now,
            Periods = Overlay.Of(from, to,
                [.. Timeline.Of(held.Leaf).Segments(from, to)],
                [.. usage.Segments.Select(s => new Segment(s.From, s.To, s.Granted.Minus(s.Reserved)))],
                [.. usage.Segments.Select(s => new Segment(s.From, s.To, s.Reserved))],
                [.. own.Segments(from, to)]),
            Layers = [Layer.Children, Layer.Reserved, Layer.ThisLicense],
            Stages = [.. draft.Stages.Select(s => (s.Name, s.From, s.To ?? to))],
        };
    }

    private static DateTimeOffset? EndOf(ServerLicenseDraft draft, Chain held, DateTimeOffset now) =>
        draft.Duration == ServerLicenseDraft.AsLongAsIssuer ? held.Leaf.Expires : draft.EndFrom(now) is { } end && end > now ? end : null;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
