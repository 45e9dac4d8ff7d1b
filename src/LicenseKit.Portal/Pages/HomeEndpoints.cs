using LicenseKit.Hosting;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages;

/// <summary>The own license.</summary>
internal static class HomeEndpoints
{
    public static void Map(PortalRoutes routes)
    {
        routes.View("/", (ILicenseServer server, IIssuer issuer) => PageResult.Of<HomePage>(HomeModel.Of(server, issuer)));
    }
}
