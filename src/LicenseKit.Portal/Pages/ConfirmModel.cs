using LicenseKit.Hosting;
using LicenseKit.Portal.Web;

namespace LicenseKit.Portal.Pages;

/// <summary>A change that is confirmed on a page of its own.</summary>
/// <param name="License">Of which license.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="Reason">As it was typed.</param>
/// <param name="Typed">The name that was typed to confirm.</param>
/// <param name="Until">The new end that was typed, for a renewal.</param>
/// <param name="Fault">Why it was refused; null before it was tried.</param>
/// <param name="NameError">What is wrong with the typed name; null when nothing is.</param>
/// <param name="Key">Makes a double click one change.</param>
internal sealed record ConfirmModel(
    IssuedLicense License, ConfirmKind Kind, string Key, string Reason = "", string Typed = "", string Until = "", LicenseFault? Fault = null, string? NameError = null)
{
    public string Path => LicensePaths.Of(License.Type);

    public bool IsServer => License.Type == "server";
}
