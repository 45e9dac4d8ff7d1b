using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Licenses;

namespace LicenseKit.Portal.Pages;

/// <summary>What applying a file would do.</summary>
/// <param name="Text">The file, to send it again when it is applied.</param>
/// <param name="Fault">Why it is refused; null when it would be applied.</param>
/// <param name="After">The server with it; null when it is refused.</param>
/// <param name="Chain">The verified file; null when it is none.</param>
/// <param name="Replaced">The held license, when the file is of another one.</param>
/// <param name="Difference">Against what is held; null when nothing is.</param>
internal sealed record ApplyModel(string Text, LicenseFault? Fault, ServerStatus? After, Chain? Chain, ServerLicense? Replaced, ChainDifference? Difference);
