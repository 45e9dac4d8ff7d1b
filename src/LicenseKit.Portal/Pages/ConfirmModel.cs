using LicenseKit.Hosting;
using LicenseKit.Portal.Web;

namespace LicenseKit.Portal.Pages;

/// <summary>A change that is confirmed on a page of its own, with everything that was typed.</summary>
/// <param name="License">Of which license.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="Serial">Of the version that the operator has seen.</param>
/// <param name="Key">Makes a double click one change.</param>
internal sealed record ConfirmModel(IssuedLicense License, ConfirmKind Kind, long Serial, string Key)
{
    public string Reason { get; init; } = "";

    /// <summary>The name that was typed to confirm.</summary>
    public string Typed { get; init; } = "";

    /// <summary>The new end that was typed, for a renewal.</summary>
    public string Until { get; init; } = "";

    /// <summary>The name that was typed to accept that two installations work at once.</summary>
    public string Overlap { get; init; } = "";

    /// <summary>Why it was refused; null before it was tried.</summary>
    public LicenseFault? Fault { get; init; }

    /// <summary>What is wrong with the typed name; null when nothing is.</summary>
    public string? NameError { get; init; }

    /// <summary>What is wrong with the typed end; null when nothing is.</summary>
    public string? UntilError { get; init; }

    public string Path => LicensePaths.Of(License.Type);

    public bool IsServer => License.Type == "server";

    /// <summary>True when another version has been signed since the operator saw the license.</summary>
    public bool IsOvertaken => Serial != License.Serial;
}
