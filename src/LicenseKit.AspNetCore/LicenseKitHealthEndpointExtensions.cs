using LicenseKit;
using LicenseKit.AspNetCore;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps liveness and readiness.</summary>
public static class LicenseKitHealthEndpointExtensions
{
    /// <summary>Maps <c>/health/live</c> (the process runs) and <c>/health/ready</c> (sessions can be served; else 503 with the fault).</summary>
    public static IEndpointRouteBuilder MapLicenseKitHealth(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapGet("/health/live", () => Results.Text("live")).WithTags("Health");
        endpoints.MapGet("/health/ready", (HttpContext http, ILicenseServer server) =>
            server.Problem is { } fault ? Problems.Unready(fault, http) : Results.Text("ready")).WithTags("Health");
        return endpoints;
    }
}
