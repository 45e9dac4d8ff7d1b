using System.Security.Claims;
using LicenseKit.Hosting;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LicenseKit.Portal.Accounts;

/// <summary>The cookie of a signed-in account.</summary>
/// <remarks>SameSite is Lax, so that a link in a mail opens the page that it names; whatever changes something needs a token of the page before it.</remarks>
internal sealed class AccountCookie(IOptions<AccountOptions> accounts, IOptions<LicenseKitOptions> server)
    : IConfigureNamedOptions<CookieAuthenticationOptions>, IConfigureOptions<AntiforgeryOptions>
{
    public const string Scheme = "LicenseKit.Cookie";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private bool IsHttps => server.Value.PublicUrl?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

    public void Configure(CookieAuthenticationOptions options)
    {
        // Only for the scheme of accounts.
    }

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != Scheme)
        {
            return;
        }

        Harden(options.Cookie, "licensekit");
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = true;
        options.LoginPath = accounts.Value.PathOf("/sign-in");
        options.ReturnUrlParameter = "to";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew &= !context.Request.Headers.ContainsKey(PortalHeaders.Live); // Nobody sits there.
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = context => RefuseAsync(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => RefuseAsync(context, StatusCodes.Status403Forbidden);
    }

    public void Configure(AntiforgeryOptions options)
    {
        Harden(options.Cookie, "licensekit-form");
        options.Cookie.SameSite = SameSiteMode.Strict;
    }

    /// <summary>No other host may set a cookie whose name begins with <c>__Host-</c>.</summary>
    private void Harden(CookieBuilder cookie, string name)
    {
        cookie.Name = IsHttps ? "__Host-" + name : name;
        cookie.SecurePolicy = IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.Path = "/";
        cookie.HttpOnly = true;
    }

    /// <summary>A removed account, another role and a new password end what was signed in before.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var store = context.HttpContext.RequestServices.GetRequiredService<AccountStore>();
        var id = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        var account = await store.FindAsync(id, context.HttpContext.RequestAborted).ConfigureAwait(false);
        if (account is null || account.Stamp != context.Principal!.FindFirstValue(AccountClaims.Stamp))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme).ConfigureAwait(false);
        }
    }

    /// <summary>Pages lead to the page for signing in; calls of the API get their status.</summary>
    private static Task RefuseAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var http = context.HttpContext;
        var isPage = http.GetEndpoint()?.Metadata.GetMetadata<PortalEndpoint>() is not null;
        if (isPage && status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Redirect(HttpMethods.IsGet(http.Request.Method) ? context.RedirectUri : context.Options.LoginPath);
            return Task.CompletedTask;
        }

        http.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return Task.CompletedTask;
    }
}
