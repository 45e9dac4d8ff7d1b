using LicenseKit.Portal.Components;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.Portal.Routes;

/// <summary>Pages in the place of empty answers, for who may look: what a viewer may not do, and an address below the portal at which nothing is.</summary>
/// <remarks>It acts last, on answers without a body: whatever else the host serves, its status codes included, stays as it is.</remarks>
internal sealed class StatusPages : IStartupFilter
{
    private static readonly StatusModel LookOnly = new("You may look, not change",
        "This needs an admin, and you are a viewer. Nothing was changed.", "Ask an admin to do it, or to give you the role.");

    private static readonly StatusModel Nothing = new("There is no such page",
        "Nothing is at this address. The link may be old, or mistyped.", "Choose a page above.");

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(AnswerAsync);
        next(app);
    };

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        await next(http).ConfigureAwait(false);
        var response = http.Response;
        if (response.HasStarted || response.ContentType is not null || response.ContentLength is > 0 || PageOf(http) is not var (mark, root, page) || !await mark.IsViewerAsync(http).ConfigureAwait(false))
        {
            return;
        }

        await mark.BeginAsync(http, root).ConfigureAwait(false);
        await PageResult.Of<StatusPage>(page, response.StatusCode).ExecuteAsync(http).ConfigureAwait(false);
    }

    private static (PortalEndpoint Mark, string Root, StatusModel Page)? PageOf(HttpContext http) => (http.Response.StatusCode, http.GetEndpoint()) switch
    {
        (StatusCodes.Status403Forbidden, { } endpoint) when endpoint.Metadata.GetMetadata<PortalEndpoint>() is { } mark => (mark, mark.RootOf(http.Request), LookOnly),
        (StatusCodes.Status404NotFound, null) when HttpMethods.IsGet(http.Request.Method) && WantsPage(http.Request) => NothingAt(http),
        _ => null,
    };

    /// <summary>The portal below which the address is.</summary>
    private static (PortalEndpoint Mark, string Root, StatusModel Page)? NothingAt(HttpContext http)
    {
        foreach (var endpoint in http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var prefix = endpoint.RoutePattern.RawText?.TrimEnd('/');
            if (endpoint.Metadata.GetMetadata<PortalEndpoint>() is { Path: "/" } mark && prefix is not null && http.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return (mark, http.Request.PathBase + prefix + "/", Nothing);
            }
        }

        return null;
    }

    private static bool WantsPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
