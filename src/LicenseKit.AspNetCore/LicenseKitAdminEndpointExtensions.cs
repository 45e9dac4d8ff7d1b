using LicenseKit.AspNetCore;
using LicenseKit.Hosting.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps what operators call, behind the host's own authorization policy.</summary>
public static class LicenseKitAdminEndpointExtensions
{
    /// <summary>Maps the admin API under <c>/licensekit/v1/admin</c>.</summary>
    /// <param name="endpoints">Where to map it.</param>
    /// <param name="policy">The name of an authorization policy of the host; there is no admin API without one.</param>
    public static RouteGroupBuilder MapLicenseKitAdmin(this IEndpointRouteBuilder endpoints, string policy)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrWhiteSpace(policy);
        var group = endpoints.MapGroup(ServerCalls.Prefix + "/admin").RequireAuthorization(policy).WithTags("LicenseKit admin").WithNamesByPrefix()
            .WithMetadata(AdminCall.Mark).DisableAntiforgery()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status503ServiceUnavailable);
        group.AddEndpointFilter(CrossSite.RefuseAsync);
        group.AddEndpointFilterFactory(QueryParameters.RefuseUnknown);
        OwnEndpoints.Map(group);
        ServerLicenseEndpoints.Map(group);
        SessionLicenseEndpoints.Map(group);
        return group;
    }

    /// <summary>Asks for the host's antiforgery token (<c>AddAntiforgery</c>) where a browser authenticates by itself, with a cookie for instance; not of calls with a bearer token.</summary>
    public static RouteGroupBuilder RequireAntiforgeryToken(this RouteGroupBuilder admin)
    {
        ArgumentNullException.ThrowIfNull(admin);
        return admin.AddEndpointFilter(CrossSite.RequireTokenAsync);
    }
}
