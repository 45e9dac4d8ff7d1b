using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.AspNetCore;

/// <summary>Who calls the admin API.</summary>
internal static class Operators
{
    /// <summary>The name, for the audit trail.</summary>
    public static string By(HttpContext http) => http.User.Identity?.Name ?? "admin";

    /// <summary>What tells a user from all others: the subject that the authentication names; else the scheme and the name.</summary>
    public static string IdentityOf(ClaimsPrincipal user)
    {
        var subject = user.FindFirst(ClaimTypes.NameIdentifier) ?? user.FindFirst("sub");
        return subject is not null
            ? $"subject\n{subject.Subject?.AuthenticationType}\n{subject.Issuer}\n{subject.Value}"
            : $"name\n{user.Identity?.AuthenticationType}\n{user.Identity?.Name}";
    }
}
