using LicenseKit.Portal;
using LicenseKit.Portal.Branding;
using LicenseKit.Portal.History;
using LicenseKit.Portal.Pages;
using LicenseKit.Portal.Pages.Forms;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what the portal's pages need.</summary>
public static class LicenseKitPortalServiceCollectionExtensions
{
    /// <summary>Registers the portal: static Razor components and antiforgery tokens.</summary>
    /// <remarks>Map it with <c>MapLicenseKitPortal</c>. Tokens need keys that last: without <c>AddDataProtection</c> that keeps them, an open form is refused after a restart.</remarks>
    public static IServiceCollection AddLicenseKitPortal(this IServiceCollection services, Action<PortalOptions>? configure = null)
    {
        services.AddRazorComponents();
        services.AddAntiforgery();
        services.AddOptions<PortalOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddScoped<PortalRequest>();
        services.TryAddScoped<IssuedFiles>();
        services.TryAddScoped<LicenseForms>();
        services.TryAddSingleton<BrandStore>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<UseHistory>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UseSampler>());
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, StatusPages>());
        return services;
    }
}
