using LicenseKit.Hosting;

namespace LicenseKit.Portal.Pages;

/// <summary>A page of a list of licenses.</summary>
/// <param name="List">What was asked for.</param>
/// <param name="Page">The licenses.</param>
/// <param name="MayIssueServers">True when this server may license other servers.</param>
internal sealed record IssuedModel(IssuedList List, LicensePage Page, bool MayIssueServers)
{
    public bool IsServers => List.Type == "server";
}
