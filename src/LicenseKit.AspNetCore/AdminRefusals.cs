using LicenseKit.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.AspNetCore;

/// <summary>Gives what the host's authorization refuses at the admin API a problem document; status and headers stay those of the host's scheme.</summary>
internal sealed class AdminRefusals(IAuthorizationMiddlewareResultHandler inner) : IAuthorizationMiddlewareResultHandler
{
    private static readonly LicenseFault NotSignedIn = new(FaultCode.NotSignedIn, "The call has no credentials that this server accepts.", "Send the credentials of an operator.");
    private static readonly LicenseFault NotAllowed = new(FaultCode.NotAllowed, "The signed-in user may not call the admin API.", "Ask whoever runs the server for the permission.");

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        await inner.HandleAsync(next, context, policy, authorizeResult).ConfigureAwait(false);
        if (authorizeResult.Succeeded || context.Response.HasStarted || context.GetEndpoint()?.Metadata.GetMetadata<AdminCall>() is null)
        {
            return;
        }

        // A scheme may have redirected a browser to its sign-in page instead.
        var fault = context.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => NotSignedIn,
            StatusCodes.Status403Forbidden => NotAllowed,
            _ => null,
        };
        if (fault is not null)
        {
            await Problems.Of(fault, context).ExecuteAsync(context).ConfigureAwait(false);
        }
    }
}
