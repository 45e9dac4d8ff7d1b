using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LicenseKit.Portal.Accounts;

/// <summary>Admits whoever sends an API key as a bearer token.</summary>
internal sealed class ApiKeyHandler(
    ApiKeyStore keys, IOptions<AccountOptions> accounts, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        // The exact bytes: what trimming takes for white space is more than a header's.
        var key = header[Bearer.Length..];
        if (accounts.Value.AdminKeys.TryGetValue(ApiKeyStore.HashOf(key), out var name))
        {
            return Success(name, name, isAdmin: true);
        }

        // No failure: apps send their session secrets in the same header.
        return await keys.UseAsync(key, Context.RequestAborted).ConfigureAwait(false) is { } found ? Success(found.Id, found.Name, found.IsAdmin) : AuthenticateResult.NoResult();
    }

    /// <summary>A 401 names its scheme (RFC 9110 §11.6.1).</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }

    private AuthenticateResult Success(string id, string name, bool isAdmin) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(AccountClaims.Of(id, name, isAdmin, Scheme.Name)), Scheme.Name));
}
