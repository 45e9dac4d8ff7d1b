using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>Admits whoever sends the contents of <c>admin.key</c> as a bearer token; only its hash is kept in memory.</summary>
internal static class AdminKey
{
    public const string Policy = "LicenseAdmins";
    private const string Scheme = "AdminKey";

    public static void AddAdminKey(this IServiceCollection services, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        services.AddAuthentication(Scheme).AddScheme<Options, Handler>(Scheme, options => options.Hash = hash);
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser());
    }

    internal sealed class Options : AuthenticationSchemeOptions
    {
        public byte[] Hash { get; set; } = [];
    }

    internal sealed class Handler(IOptionsMonitor<Options> options, ILoggerFactory loggers, UrlEncoder encoder) : AuthenticationHandler<Options>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var header = Request.Headers.Authorization.ToString();
            if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var sent = SHA256.HashData(Encoding.UTF8.GetBytes(header["Bearer ".Length..].Trim()));
            if (!CryptographicOperations.FixedTimeEquals(sent, Options.Hash))
            {
                // No failure: apps send their session secrets in the same header.
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "admin")], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}
