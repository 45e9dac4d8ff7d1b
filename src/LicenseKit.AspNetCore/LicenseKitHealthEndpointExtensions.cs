using LicenseKit;
using LicenseKit.AspNetCore;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps liveness and readiness.</summary>
public static class LicenseKitHealthEndpointExtensions
{
    /// <summary>
    /// Maps <c>/health/live</c> (the process runs) and <c>/health/ready</c> (the checks tagged <c>ready</c> pass; else 503, with the fault of licensing as a
    /// problem document). Needs <c>AddHealthChecks().AddLicenseKit()</c>; a host with addresses of its own calls <c>MapHealthChecks</c> instead.
    /// </summary>
    public static IEndpointRouteBuilder MapLicenseKitHealth(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = WriteAsync });
        return endpoints;
    }

    private static Task WriteAsync(HttpContext http, HealthReport report) =>
        report.Entries.GetValueOrDefault(LicenseKitHealthChecksBuilderExtensions.Name).Data?.GetValueOrDefault(LicenseHealthCheck.Fault) is LicenseFault fault
            && report.Status == HealthStatus.Unhealthy
            ? Problems.Unready(fault, http).ExecuteAsync(http)
            : http.Response.WriteAsync(report.Status.ToString());
}
