using Microsoft.AspNetCore.Http;

namespace LicenseKit.AspNetCore;

/// <summary>Who calls the admin API, for the audit trail.</summary>
internal static class Operators
{
    public static string By(HttpContext http) => http.User.Identity?.Name ?? "admin";
}
