using LicenseKit.AspNetCore;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.Portal.Routes;

/// <summary>The routes of a portal: pages that are looked at, and forms that change something.</summary>
/// <param name="group">Where the portal is mapped.</param>
/// <param name="viewers">The policy of who may look.</param>
/// <param name="admins">The policy of who may change.</param>
internal sealed class PortalRoutes(RouteGroupBuilder group, string viewers, string admins)
{
    private const string Post = "POST";

    private static readonly LicenseFault CrossSite = new(
        FaultCode.CrossSite, "The form was not sent by a page of this server, or is from before it restarted.", "Open the page again and send the form once more.");

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
        var answer = OnFirstUse(path, handler);
        var endpoint = group.MapMethods(path, [method], http => AnswerAsync(http, mark, method, answer))
            .DisableAntiforgery().ExcludeFromDescription().WithMetadata(new RequestSizeLimit(MaxForm), mark);
        _ = policy is null ? endpoint.AllowAnonymous() : endpoint.RequireAuthorization(policy);
    }

    /// <summary>What binds a handler's parameters and runs it, compiled when it is first asked for: all at once would cost the first request to the server some 0.3 s.</summary>
    private Lazy<RequestDelegate> OnFirstUse(string path, Delegate handler) => new(() => RequestDelegateFactory.Create(handler, new()
    {
        ServiceProvider = ((IEndpointRouteBuilder)group).ServiceProvider,
        RouteParameterNames = RoutePatternFactory.Parse(path).Parameters.Select(p => p.Name),
    }).RequestDelegate);

    private static async Task AnswerAsync(HttpContext http, PortalEndpoint mark, string method, Lazy<RequestDelegate> answer)
    {
        await mark.BeginAsync(http, mark.RootOf(http.Request)).ConfigureAwait(false);
        if (method == Post && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http).ConfigureAwait(false))
        {
            await PageResult.Refused(CrossSite).ExecuteAsync(http).ConfigureAwait(false);
            return;
        }

        await answer.Value(http).ConfigureAwait(false);
    }

    private sealed class RequestSizeLimit(long bytes) : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => bytes;
    }
}
