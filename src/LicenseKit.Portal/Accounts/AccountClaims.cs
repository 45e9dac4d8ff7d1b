using System.Security.Claims;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Accounts;

/// <summary>What a signed-in account or a key is known by.</summary>
internal static class AccountClaims
{
    public const string Admin = "licensekit-admin";
    public const string Viewer = "licensekit-viewer";
    public const string Stamp = "licensekit-stamp";

    /// <summary>The role that a form asks for: a viewer unless it says admin.</summary>
    public static bool IsAdmin(this IFormCollection form) => form.Text("role") == "admin";

    public static ClaimsIdentity Of(string id, string name, bool isAdmin, string scheme) =>
        new([new(ClaimTypes.NameIdentifier, id), new(ClaimTypes.Name, name), new(ClaimTypes.Role, isAdmin ? Admin : Viewer)], scheme);

    public static ClaimsPrincipal Of(Account account, string scheme)
    {
        var identity = Of(account.Id, account.Name, account.IsAdmin, scheme);
        identity.AddClaim(new(Stamp, account.Stamp));
        return new ClaimsPrincipal(identity);
    }
}
