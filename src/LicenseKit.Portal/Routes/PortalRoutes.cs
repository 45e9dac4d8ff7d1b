using LicenseKit.AspNetCore;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.Portal.Routes;

/// <summary>The routes of a portal: pages that are looked at, and forms that change something.</summary>
/// <param name="group">Where the portal is mapped.</param>
/// <param name="viewers">The policy of who may look.</param>
/// <param name="admins">The policy of who may change.</param>
internal sealed class PortalRoutes(RouteGroupBuilder group, string viewers, string admins)
{
    private const string Post = "POST";

    /// <summary>Most bytes of a form: the largest license file, with what a browser puts around it.</summary>
    private const long MaxForm = 2 * 1024 * 1024;

    /// <summary>A page that a viewer may see.</summary>
    public void View(string path, Delegate handler) => Map(path, "GET", handler, viewers);

    /// <summary>A page that only leads to a change.</summary>
    public void Ask(string path, Delegate handler) => Map(path, "GET", handler, admins);

    /// <summary>A form that changes something.</summary>
    public void Change(string path, Delegate handler) => Map(path, Post, handler, admins);

    /// <summary>What anybody may see, such as the page for signing in.</summary>
    public void Open(string path, string method, Delegate handler) => Map(path, method, handler, policy: null);

    private void Map(string path, string method, Delegate handler, string? policy)
    {
        var mark = new PortalEndpoint(path, viewers, admins);
        var endpoint = group.MapMethods(path, [method], handler).DisableAntiforgery().ExcludeFromDescription().WithMetadata(new RequestSizeLimit(MaxForm), mark);
        _ = policy is null ? endpoint.AllowAnonymous() : endpoint.RequireAuthorization(policy);
        endpoint.AddEndpointFilter((context, next) => BeginAsync(context, next, mark, method));
    }

    private static async ValueTask<object?> BeginAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, PortalEndpoint mark, string method)
    {
        var http = context.HttpContext;
        await mark.BeginAsync(http, mark.RootOf(http.Request)).ConfigureAwait(false);
        if (method == Post && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http).ConfigureAwait(false))
        {
            return PageResult.Refused(new(FaultCode.CrossSite, "The form was not sent by a page of this server, or is from before it restarted.", "Open the page again and send the form once more."));
        }

        return await next(context).ConfigureAwait(false);
    }

    private sealed class RequestSizeLimit(long bytes) : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => bytes;
    }
}
