using LicenseKit.Portal;
using LicenseKit.Portal.Accounts;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Accounts for the portal, kept in the server's database, for hosts that have none of their own.</summary>
public static class LicenseKitAccountsExtensions
{
    /// <summary>The policy of who may change something: accounts and API keys of role admin.</summary>
    public const string AdminPolicy = "LicenseKit.Admin";

    /// <summary>The policy of who may look: every account and API key.</summary>
    public const string ViewerPolicy = "LicenseKit.Viewer";

    private const string Scheme = "LicenseKit";
    private const string ApiKeyScheme = "LicenseKit.ApiKey";

    /// <summary>Registers accounts and API keys, their cookie and bearer schemes as the default ones, the policies, and Data Protection keys in the server's database.</summary>
    /// <remarks>A host with accounts of its own does not call it and gives its own policies to <c>MapLicenseKitPortal</c>.</remarks>
    public static IServiceCollection AddLicenseKitAccounts(this IServiceCollection services, Action<AccountOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<AccountOptions>().Configure(configure ?? (_ => { }));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AccountStore>();
        services.TryAddSingleton<ApiKeyStore>();
        services.TryAddSingleton<SignInLimits>();
        services.TryAddSingleton<SignIns>();
        services.TryAddScoped<SettingsView>();
        services.TryAddSingleton(provider => new AccountSetup(provider.GetRequiredService<AccountStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddOptions<PortalOptions>().Configure<IOptions<AccountOptions>>((portal, accounts) =>
            (portal.SignOutPath, portal.SettingsPath) = (accounts.Value.PathOf("/sign-out"), accounts.Value.PathOf("/settings")));
        services.AddDataProtection().PersistKeysToLicenseKit();
        AddSchemes(services);
        services.AddAuthorizationBuilder()
            .AddPolicy(AdminPolicy, policy => policy.RequireRole(AccountClaims.Admin))
            .AddPolicy(ViewerPolicy, policy => policy.RequireRole(AccountClaims.Admin, AccountClaims.Viewer));
        return services;
    }

    /// <summary>Maps the pages for the first account, for signing in and out, and the settings, where <see cref="AccountOptions.Prefix"/> says.</summary>
    public static IEndpointRouteBuilder MapLicenseKitAccounts(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<AccountOptions>>().Value;
        var routes = new PortalRoutes(endpoints.MapGroup(options.Prefix.TrimEnd('/')), ViewerPolicy, AdminPolicy);
        GateEndpoints.Map(routes);
        SettingsEndpoints.Map(routes);
        AccountEndpoints.Map(routes);
        BrandEndpoints.Map(routes);
        return endpoints;
    }

    private static void AddSchemes(IServiceCollection services)
    {
        services.AddSingleton<AccountCookie>();
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>>(provider => provider.GetRequiredService<AccountCookie>());
        services.AddSingleton<IConfigureOptions<AntiforgeryOptions>>(provider => provider.GetRequiredService<AccountCookie>());
        services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, options => options.ForwardDefaultSelector = http =>
                http.Request.Headers.Authorization.ToString().StartsWith(ApiKeyHandler.Bearer, StringComparison.OrdinalIgnoreCase) ? ApiKeyScheme : AccountCookie.Scheme)
            .AddCookie(AccountCookie.Scheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyScheme, null);
    }
}
