using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>Admits whoever sends the contents of <c>admin.key</c> as a bearer token; only its hash is kept in memory.</summary>
internal static class AdminKey
{
    public const string Policy = "LicenseAdmins";
    private const string Scheme = "AdminKey";
    private const int MinLength = 32;

    /// <summary>The key in a file: all of it, but for one line end after it.</summary>
    /// <exception cref="LicenseFaultException">It is too short to be a secret, or has a character that a header cannot carry unchanged.</exception>
    public static string Read(string path)
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        var key = text.EndsWith('\n') ? text[..^(text.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)] : text;
        var problem = key.Length < MinLength ? $"has {key.Length} characters; {MinLength} are the least"
            : key.AsSpan().ContainsAnyExceptInRange('!', '~') ? "has a space, a line end or another character that is not visible ASCII"
            : null;
        return problem is null ? key
            : throw new LicenseFaultException(new(FaultCode.Configuration, $"The admin key '{path}' {problem}.", "Delete the file: the next start makes a new key. Or write a random key of your own into it."));
    }

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

            // The exact bytes: what trimming takes for white space is more than a header's.
            var sent = SHA256.HashData(Encoding.UTF8.GetBytes(header["Bearer ".Length..]));
            if (!CryptographicOperations.FixedTimeEquals(sent, Options.Hash))
            {
                // No failure: apps send their session secrets in the same header.
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "admin")], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }

        /// <summary>A 401 names its scheme (RFC 9110 §11.6.1).</summary>
        protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        {
            Response.Headers.WWWAuthenticate = "Bearer";
            return base.HandleChallengeAsync(properties);
        }
    }
}
