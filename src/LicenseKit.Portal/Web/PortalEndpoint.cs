using LicenseKit.Portal.Branding;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.Portal.Web;

/// <summary>Marks an endpoint that answers people with pages.</summary>
/// <param name="Path">Its path below the portal.</param>
/// <param name="Viewers">The policy of who may look.</param>
/// <param name="Admins">The policy of who may change.</param>
internal sealed record PortalEndpoint(string Path, string Viewers, string Admins)
{
    /// <summary>Prepares what every page of this request needs.</summary>
    /// <param name="http">The request.</param>
    /// <param name="root">The address below which the portal is, with its slash.</param>
    public async Task BeginAsync(HttpContext http, string root)
    {
        PortalHeaders.Set(http.Response.Headers);
        var brand = await http.RequestServices.GetRequiredService<BrandStore>().ReadAsync(http.RequestAborted).ConfigureAwait(false);
        http.RequestServices.GetRequiredService<PortalRequest>().Begin(http, root, await IsAsync(http, Admins).ConfigureAwait(false), brand);
    }

    /// <summary>True for who may look.</summary>
    public Task<bool> IsViewerAsync(HttpContext http) => IsAsync(http, Viewers);

    /// <summary>The address below which the portal is: what was asked for without the part that names the page.</summary>
    public string RootOf(HttpRequest request)
    {
        var whole = (request.PathBase + request.Path).Value!;
        var parts = Path.Count(c => c == '/') - (Path == "/" ? 1 : 0);
        var end = whole.TrimEnd('/').Length;
        for (var i = 0; i < parts; i++)
        {
            end = whole.LastIndexOf('/', end - 1);
        }

        return whole[..end] + "/";
    }

    private static async Task<bool> IsAsync(HttpContext http, string policy) =>
        (await http.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(http.User, policy).ConfigureAwait(false)).Succeeded;
}
