using LicenseKit.Portal.Bulk;
using LicenseKit.Portal.Pages;
using LicenseKit.Portal.Pages.Forms;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the pages of a license server, behind the host's own authorization policies.</summary>
public static class LicenseKitPortalEndpointExtensions
{
    /// <summary>Maps the portal at a prefix; <c>AddLicenseKitPortal</c> registers what it needs.</summary>
    /// <param name="endpoints">Where to map it.</param>
    /// <param name="prefix">Such as <c>/licenses</c>; <c>/</c> or empty for the root.</param>
    /// <param name="admins">The name of the policy of who may change something.</param>
    /// <param name="viewers">The name of the policy of who may look; that of <paramref name="admins"/> when null.</param>
    public static RouteGroupBuilder MapLicenseKitPortal(this IEndpointRouteBuilder endpoints, string prefix, string admins, string? viewers = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentException.ThrowIfNullOrWhiteSpace(admins);
        var group = endpoints.MapGroup(prefix.TrimEnd('/'));
        var routes = new PortalRoutes(group, viewers ?? admins, admins);
        routes.Open("/portal.css", "GET", PortalAssets.StyleSheet);
        routes.Open("/appearance.css", "GET", PortalAssets.Appearance);
        routes.Open("/live.js", "GET", PortalAssets.Script);
        routes.Open("/portal.svg", "GET", PortalAssets.Picture);
        HomeEndpoints.Map(routes);
        FormEndpoints.Map(routes);
        IssuedEndpoints.Map(routes);
        ConfirmEndpoints.Map(routes);
        SessionsEndpoints.Map(routes);
        ActivityEndpoints.Map(routes);
        RenewalsEndpoints.Map(routes);
        TreeEndpoints.Map(routes);
        WhatIfEndpoints.Map(routes);
        BulkEndpoints.Map(routes);
        return group;
    }
}
