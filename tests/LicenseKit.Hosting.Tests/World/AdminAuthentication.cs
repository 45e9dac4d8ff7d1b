using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LicenseKit.Hosting.Tests;

/// <summary>Admits "Bearer admin" as the operator Ann, "Bearer admin ID" as an Ann with that subject; "Bearer guest" is known too, and no operator.</summary>
internal sealed class AdminAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Policy = "LicenseAdmins";

    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, AdminAuthentication>("Test", null);
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.RequireUserName("Ann"));
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers.Authorization.ToString() switch
    {
        "Bearer admin" => Success("Ann"),
        "Bearer guest" => Success("Guest"),
        var header when header.StartsWith("Bearer admin ", StringComparison.Ordinal) => Success("Ann", new Claim(ClaimTypes.NameIdentifier, header["Bearer admin ".Length..])),
        _ => AuthenticateResult.NoResult(),
    });

    private static AuthenticateResult Success(string name, params IEnumerable<Claim> more) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), .. more], "Test")), "Test"));
}
