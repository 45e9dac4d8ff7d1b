using System.Security.Claims;
using LicenseKit.Hosting;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LicenseKit.Portal.Accounts;

/// <summary>Accounts and API keys.</summary>
internal static class SettingsEndpoints
{
    private const string Admin = "admin";

    public static void Map(PortalRoutes routes)
    {
        routes.View("/settings", (PortalRequest portal, AccountStore accounts, ApiKeyStore keys, IOptions<LicenseKitOptions> options) =>
            ShowAsync(portal, accounts, keys, options));
        routes.Change("/settings/accounts", AddAccountAsync);
        routes.Ask("/settings/accounts/{id}", (PortalRequest portal, AccountStore accounts, string id) => ShowAccountAsync(portal, accounts, id, null));
        routes.Change("/settings/accounts/{id}/role", (HttpContext http, PortalRequest portal, AccountStore accounts, string id) =>
            ChangeAsync(http, portal, accounts, id, form => accounts.SetRoleAsync(id, form["role"] == Admin, portal.User, portal.Aborted)));
        routes.Change("/settings/accounts/{id}/password", (HttpContext http, PortalRequest portal, AccountStore accounts, string id) =>
            ChangeAsync(http, portal, accounts, id, form => accounts.SetPasswordAsync(id, form["password"].ToString(), portal.User, portal.Aborted)));
        routes.Change("/settings/accounts/{id}/remove", (HttpContext http, PortalRequest portal, AccountStore accounts, string id) =>
            ChangeAsync(http, portal, accounts, id, _ => accounts.RemoveAsync(id, portal.User, portal.Aborted)));
        routes.Change("/settings/keys", AddKeyAsync);
        routes.Change("/settings/keys/{id}/remove", RemoveKeyAsync);
    }

    private static async Task<IResult> ShowAsync(
        PortalRequest portal, AccountStore accounts, ApiKeyStore keys, IOptions<LicenseKitOptions> options, string? newKey = null, string typed = "", LicenseFault? fault = null)
    {
        if (!(await accounts.AllAsync(portal.Aborted).ConfigureAwait(false)).Is(out var all, out var unread) || !(await keys.AllAsync(portal.Aborted).ConfigureAwait(false)).Is(out var allKeys, out unread))
        {
            return PageResult.Refused(unread);
        }

        var status = fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return PageResult.Of<SettingsPage>(new SettingsModel(all, allKeys, options.Value.PublicUrl, newKey, typed, fault), status);
    }

    private static async Task<IResult> AddAccountAsync(HttpContext http, PortalRequest portal, AccountStore accounts, ApiKeyStore keys, IOptions<LicenseKitOptions> options)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var name = form["name"].ToString();
        var outcome = await accounts.AddAsync(name, form["password"].ToString(), form["role"] == Admin, portal.User, portal.Aborted).ConfigureAwait(false);
        return outcome.Is(out var fault)
            ? PageResult.SeeOther(portal.Url($"settings"))
            : await ShowAsync(portal, accounts, keys, options, typed: name, fault: fault).ConfigureAwait(false);
    }

    private static async Task<IResult> ShowAccountAsync(PortalRequest portal, AccountStore accounts, string id, LicenseFault? fault) =>
        await accounts.FindAsync(id, portal.Aborted).ConfigureAwait(false) is { } account
            ? PageResult.Of<AccountPage>(new AccountModel(account, fault), fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest)
            : PageResult.Refused(fault ?? AccountRules.Gone);

    /// <summary>Whoever changes the own account gets a new ticket: the old one ends with the change.</summary>
    private static async Task<IResult> ChangeAsync(HttpContext http, PortalRequest portal, AccountStore accounts, string id, Func<IFormCollection, Task<Outcome>> change)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        if (!(await change(form).ConfigureAwait(false)).Is(out var fault))
        {
            return await ShowAccountAsync(portal, accounts, id, fault).ConfigureAwait(false);
        }

        if (http.User.FindFirstValue(ClaimTypes.NameIdentifier) == id && await accounts.FindAsync(id, portal.Aborted).ConfigureAwait(false) is { } own)
        {
            await GateEndpoints.EnterAsync(http, own).ConfigureAwait(false);
        }

        return PageResult.SeeOther(portal.Url($"settings"));
    }

    private static async Task<IResult> AddKeyAsync(HttpContext http, PortalRequest portal, AccountStore accounts, ApiKeyStore keys, IOptions<LicenseKitOptions> options)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var name = form["name"].ToString();
        var outcome = await keys.AddAsync(name, form["role"] == Admin, portal.User, portal.Aborted).ConfigureAwait(false);
        return outcome.Is(out var key, out var fault)
            ? await ShowAsync(portal, accounts, keys, options, newKey: key).ConfigureAwait(false)
            : await ShowAsync(portal, accounts, keys, options, typed: name, fault: fault).ConfigureAwait(false);
    }

    private static async Task<IResult> RemoveKeyAsync(PortalRequest portal, ApiKeyStore keys, string id) =>
        (await keys.RemoveAsync(id, portal.User, portal.Aborted).ConfigureAwait(false)).Is(out var fault) ? PageResult.SeeOther(portal.Url($"settings")) : PageResult.Refused(fault);
}
