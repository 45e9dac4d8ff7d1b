using LicenseKit.Hosting;

namespace LicenseKit.Portal.Pages;

/// <summary>A page of the audit trail.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Page">The rows.</param>
/// <param name="Licenses">Those of the page that are known, by id.</param>
internal sealed record ActivityModel(ActivityQuery Query, ActivityPage Page, IReadOnlyDictionary<string, IssuedLicense> Licenses)
{
    public bool IsAll => Query is { License: null, Actor: null, Action: null, From: null, To: null };
}
