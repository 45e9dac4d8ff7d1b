using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.AspNetCore;

/// <summary>Refuses what a page of another site makes a browser send with the operator's cookies.</summary>
internal static class CrossSite
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>The one scheme that no browser sends by itself.</summary>
    private const string Bearer = "Bearer ";

    /// <summary>By what the browser itself says of the sender; programs that are no browsers say nothing.</summary>
    public static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return !IsAmbient(http.Request) || IsSameSite(http.Request) ? await next(context).ConfigureAwait(false)
            : Problems.Of(new(FaultCode.CrossSite, "The call was sent by a page of another site.", "Call the admin API from its own site, or with a bearer token."), http);
    }

    /// <summary>By the host's antiforgery token.</summary>
    public static async ValueTask<object?> RequireTokenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return !IsAmbient(http.Request) || await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http).ConfigureAwait(false)
            ? await next(context).ConfigureAwait(false)
            : Problems.Of(new(FaultCode.CrossSite, "The call has no valid antiforgery token.", "Send the token of IAntiforgery.GetAndStoreTokens in its header, or call with a bearer token."), http);
    }

    /// <summary>True for a change that a browser may have authenticated by itself: with a cookie, a certificate, a password that it keeps, or the user's account on this machine.</summary>
    private static bool IsAmbient(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && !request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    private static bool IsSameSite(HttpRequest request)
    {
        var site = request.Headers[FetchSite].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var sender) && string.Equals(sender.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
