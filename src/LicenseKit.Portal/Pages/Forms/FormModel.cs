using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Portal.Pictures;
using LicenseKit.Portal.Words;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>The form of a license, what stands beside it, and after a review what would be signed.</summary>
internal sealed record FormModel
{
    public required LicenseForm Form { get; init; }

    /// <summary>The list that it belongs to, below the portal.</summary>
    public required string Path { get; init; }

    /// <summary>The license that is edited; null for a new one.</summary>
    public IssuedLicense? Edited { get; init; }

    /// <summary>What the next version says differently; empty for a new license.</summary>
    public IReadOnlyList<DraftChange> Changes { get; init; } = [];

    /// <summary>What somebody else signed since the form was opened.</summary>
    public IReadOnlyList<DraftChange> Between { get; init; } = [];

    /// <summary>True when the version that the form shows is no longer the newest.</summary>
    public bool IsOvertaken => Edited is { } edited && Form.Serial != edited.Serial;

    /// <summary>The issuer; null while no license is held.</summary>
    public required Chain? Held { get; init; }

    /// <summary>What can be granted now; null while no license is held.</summary>
    public IssuerUsage? Usage { get; init; }

    /// <summary>The issuer's allowance with this license; null when the draft has no period yet.</summary>
    public TimelinePicture? Picture { get; init; }

    /// <summary>The license as it would be signed; null while something is to correct, or nobody asked.</summary>
    public IssuedLicense? Preview { get; init; }

    /// <summary>The draft, for those who keep it as a file.</summary>
    public string DraftJson { get; init; } = "";

    /// <summary>True when errors are told: not on the empty form.</summary>
    public bool IsChecked { get; init; }

    public bool HasErrors => IsChecked && Form.Errors.Count > 0;

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public string? ErrorOf(string field) =>
        IsChecked && Form.Errors.Where(e => e.Field == field).Select(e => e.Text).ToArray() is { Length: > 0 } texts ? string.Join(" ", texts) : null;

    /// <summary>What is left of a kind, as a hint; null while no license is held.</summary>
    public string? LeftOf(string kind)
    {
        var left = Usage?.Segments.Select(s => Say.Of(s.Left, kind)).ToArray() ?? [];
        if (left.Length == 0)
        {
            return Usage is null ? null : "0 left";
        }

        var least = left.Take(Math.Max(1, left.Length - 1)).Min();
        return left[0] == least ? $"{Say.Count(least)} left" : $"{Say.Count(left[0])} left now, {Say.Count(least)} at the least later";
    }
}
