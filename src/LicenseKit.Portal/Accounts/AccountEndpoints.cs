using System.Security.Claims;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Accounts;

/// <summary>Accounts: a new one, and the page of each.</summary>
internal static class AccountEndpoints
{
    public static void Map(PortalRoutes routes)
    {
        routes.Change("/settings/accounts", AddAsync);
        routes.Ask("/settings/accounts/{id}", (PortalRequest portal, AccountStore accounts, string id) =>
            WithAsync(portal, accounts, id, account => Task.FromResult(Show(account, new(IsAdmin: account.IsAdmin)))));
        routes.Change("/settings/accounts/{id}/role", (HttpContext http, PortalRequest portal, AccountStore accounts, string id) =>
            WithAsync(portal, accounts, id, account => SetRoleAsync(http, portal, accounts, account)));
        routes.Change("/settings/accounts/{id}/password", (HttpContext http, PortalRequest portal, AccountStore accounts, string id) =>
            WithAsync(portal, accounts, id, account => SetPasswordAsync(http, portal, accounts, account)));
        routes.Ask("/settings/accounts/{id}/remove", (PortalRequest portal, AccountStore accounts, string id) =>
            WithAsync(portal, accounts, id, account => Task.FromResult(Remove(RemovalOf(portal, account)))));
        routes.Change("/settings/accounts/{id}/remove", (HttpContext http, PortalRequest portal, AccountStore accounts, string id) =>
            WithAsync(portal, accounts, id, account => RemoveAsync(http, portal, accounts, account)));
    }

    private static async Task<IResult> AddAsync(HttpContext http, PortalRequest portal, AccountStore accounts, SettingsView view)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var (name, password, isAdmin) = (form.Text("name"), form.Text("password"), form.IsAdmin());
        return (await accounts.AddAsync(name, password, isAdmin, portal.User, portal.Aborted).ConfigureAwait(false)).Is(out var fault)
            ? PageResult.SeeOther(portal.Url($"settings"))
            : await view.ShowAsync(m => m with { Account = AccountForm.Refused(name, password, isAdmin, fault) }).ConfigureAwait(false);
    }

    private static async Task<IResult> SetRoleAsync(HttpContext http, PortalRequest portal, AccountStore accounts, Account account)
    {
        var isAdmin = (await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false)).IsAdmin();
        return (await accounts.SetRoleAsync(account.Id, isAdmin, portal.User, portal.Aborted).ConfigureAwait(false)).Is(out var fault)
            ? await DoneAsync(http, portal, accounts, account.Id).ConfigureAwait(false)
            : Show(account, new(IsAdmin: isAdmin, RoleError: AccountForm.Text(fault)));
    }

    private static async Task<IResult> SetPasswordAsync(HttpContext http, PortalRequest portal, AccountStore accounts, Account account)
    {
        var password = (await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false)).Text("password");
        return (await accounts.SetPasswordAsync(account.Id, password, portal.User, portal.Aborted).ConfigureAwait(false)).Is(out var fault)
            ? await DoneAsync(http, portal, accounts, account.Id).ConfigureAwait(false)
            : Show(account, new(IsAdmin: account.IsAdmin, PasswordError: AccountForm.Text(fault)));
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, PortalRequest portal, AccountStore accounts, Account account)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var model = RemovalOf(portal, account) with { Typed = form.Text("confirm") };
        if (model.IsRefused)
        {
            return Remove(model);
        }

        return (await accounts.RemoveAsync(account.Id, portal.User, portal.Aborted).ConfigureAwait(false)).Is(out var fault)
            ? PageResult.SeeOther(portal.Url($"settings")) : Remove(model with { Fault = fault });
    }

    private static async Task<IResult> WithAsync(PortalRequest portal, AccountStore accounts, string id, Func<Account, Task<IResult>> then) =>
        await accounts.FindAsync(id, portal.Aborted).ConfigureAwait(false) is { } account ? await then(account).ConfigureAwait(false) : PageResult.Refused(AccountRules.Gone);

    private static IResult Show(Account account, AccountForm form) => PageResult.Of<AccountPage>(new AccountModel(account, form), StatusOf(form.IsRefused));

    private static IResult Remove(RemoveModel model) => PageResult.Of<RemovePage>(model, StatusOf(model.IsRefused));

    private static RemoveModel RemovalOf(PortalRequest portal, Account account) => new(
        portal.Url($"settings/accounts/{account.Id}/remove"), portal.Url($"settings/accounts/{account.Id}"), account.Name,
        ["It is signed out everywhere, and cannot sign in any more.", "What it did stays in the activity log.", "API keys that it made go on working."], AsksName: true);

    private static int StatusOf(bool isRefused) => isRefused ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;

    /// <summary>Whoever changes the own account gets a new ticket: the old one ends with the change.</summary>
    private static async Task<IResult> DoneAsync(HttpContext http, PortalRequest portal, AccountStore accounts, string id)
    {
        if (http.User.FindFirstValue(ClaimTypes.NameIdentifier) == id && await accounts.FindAsync(id, portal.Aborted).ConfigureAwait(false) is { } own)
        {
            await GateEndpoints.EnterAsync(http, own).ConfigureAwait(false);
        }

        return PageResult.SeeOther(portal.Url($"settings"));
    }
}
