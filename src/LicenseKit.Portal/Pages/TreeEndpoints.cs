using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages;

/// <summary>What is above this server, and what is below it.</summary>
internal static class TreeEndpoints
{
    private const int PageSize = 100;

    /// <summary>The standing of a license by itself is the same for each kind.</summary>
    private const string AnyKind = "developer";

    public static void Map(PortalRoutes routes) => routes.View("/tree", async (HttpContext http, ILicenseServer server, IIssuer issuer) =>
    {
        var after = http.Request.Query.Text("after");
        if (!(await issuer.PageAsync(new LicenseQuery { Type = "server" }, after, PageSize, http.RequestAborted).ConfigureAwait(false)).Is(out var children, out var fault))
        {
            return PageResult.Refused(fault);
        }

        var now = server.ClockStatus.Now;
        var limits = server.Held is { } held ? held.Leaf.Seats.Kinds.Select(kind => Explanation.Of(held, kind, now)).ToArray() : [];
        Standing[] standings = server.Held is { } own ? [.. Explanation.Of(own, AnyKind, now).Links.Select(l => l.Standing)] : [];
        return PageResult.Of<TreePage>(new TreeModel(server.Held, standings, limits, children, after is null));
    });
}
