using LicenseKit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace LicenseKit.AspNetCore;

/// <summary>Healthy when sessions can be served, or, in a client, when its license has an effect.</summary>
internal sealed class LicenseHealthCheck(IServiceProvider services) : IHealthCheck
{
    /// <summary>The member of a result's data that has the fault.</summary>
    public const string Fault = "fault";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var fault = services.GetRequiredService<IOptions<LicenseKitOptions>>().Value.IsServer
            ? services.GetRequiredService<ILicenseServer>().Problem
            : services.GetRequiredService<ILicensing>().Standing.Fault;
        return Task.FromResult(fault is null ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, fault.ToString(), null, new Dictionary<string, object>(StringComparer.Ordinal) { [Fault] = fault }));
    }
}
