using LicenseKit.AspNetCore;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Problem documents for what the host refuses before the admin API is reached.</summary>
public static class LicenseKitProblemsExtensions
{
    /// <summary>
    /// Answers 401 and 403 of the admin API with a problem document (LK8018, LK8019) where the authentication scheme leaves the body empty.
    /// Other endpoints stay as they are. A result handler of the host's own, registered before, goes on deciding.
    /// </summary>
    public static IServiceCollection AddLicenseKitProblems(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(s => s.ServiceType == typeof(Registered)))
        {
            return services;
        }

        var own = services.LastOrDefault(s => s.ServiceType == typeof(IAuthorizationMiddlewareResultHandler));
        services.TryAddSingleton<Registered>();
        services.AddTransient<IAuthorizationMiddlewareResultHandler>(provider => new AdminRefusals(Inner(own, provider)));
        return services;
    }

    private static IAuthorizationMiddlewareResultHandler Inner(ServiceDescriptor? own, IServiceProvider provider) => own switch
    {
        { ImplementationInstance: IAuthorizationMiddlewareResultHandler instance } => instance,
        { ImplementationFactory: { } factory } => (IAuthorizationMiddlewareResultHandler)factory(provider),
        { ImplementationType: { } type } => (IAuthorizationMiddlewareResultHandler)ActivatorUtilities.CreateInstance(provider, type),
        _ => new AuthorizationMiddlewareResultHandler(),
    };

    private sealed class Registered;
}
