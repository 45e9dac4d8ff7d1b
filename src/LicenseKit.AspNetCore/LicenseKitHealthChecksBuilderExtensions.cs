using LicenseKit.AspNetCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds licensing to the health checks of a host.</summary>
public static class LicenseKitHealthChecksBuilderExtensions
{
    /// <summary>The name of the check.</summary>
    public const string Name = "licensekit";

    /// <summary>Adds the check <c>licensekit</c>: healthy when sessions can be served, or, in a client, when its license has an effect; else with the fault.</summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="failureStatus">The status when it fails; null = unhealthy.</param>
    /// <param name="tags">The tags of the check; null = <c>ready</c>.</param>
    public static IHealthChecksBuilder AddLicenseKit(this IHealthChecksBuilder builder, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(Name, provider => new LicenseHealthCheck(provider), failureStatus, tags ?? ["ready"]));
    }
}
