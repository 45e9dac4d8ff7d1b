using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Components;

namespace LicenseKit.Portal.Components;

/// <summary>A part of a page. Parts and pages are public because Razor makes them so; they are no API.</summary>
public abstract class PortalComponent : ComponentBase
{
    [Inject]
    internal PortalRequest Portal { get; set; } = null!;

    /// <summary>The address of a page of the portal.</summary>
    protected string Url(FormattableString page) => Portal.Url(page);
}
