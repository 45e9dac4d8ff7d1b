using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Accounts;

/// <summary>The settings, and the API keys among them.</summary>
internal static class SettingsEndpoints
{
    public static void Map(PortalRoutes routes)
    {
        routes.View("/settings", (SettingsView view) => view.ShowAsync());
        routes.Change("/settings/keys", AddKeyAsync);
        routes.Ask("/settings/keys/{id}/remove", async (PortalRequest portal, ApiKeyStore keys, string id) =>
            (await keys.FindAsync(id, portal.Aborted).ConfigureAwait(false)) is { } key ? Remove(portal, key) : PageResult.Refused(AccountRules.Gone));
        routes.Change("/settings/keys/{id}/remove", RemoveKeyAsync);
    }

    private static async Task<IResult> AddKeyAsync(HttpContext http, PortalRequest portal, ApiKeyStore keys, SettingsView view)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var (name, isAdmin) = (form.Text("name"), form.IsAdmin());
        var outcome = await keys.AddAsync(name, isAdmin, portal.User, portal.Aborted).ConfigureAwait(false);
        return outcome.Is(out var key, out var fault)
            ? await view.ShowAsync(m => m with { NewKey = key }).ConfigureAwait(false)
            : await view.ShowAsync(m => m with { Key = AccountForm.Refused(name, null, isAdmin, fault) }).ConfigureAwait(false);
    }

    private static async Task<IResult> RemoveKeyAsync(PortalRequest portal, ApiKeyStore keys, string id)
    {
        if (await keys.FindAsync(id, portal.Aborted).ConfigureAwait(false) is not { } key)
        {
            return PageResult.Refused(AccountRules.Gone);
        }

        return (await keys.RemoveAsync(key, portal.User, portal.Aborted).ConfigureAwait(false)).Is(out var fault)
            ? PageResult.SeeOther(portal.Url($"settings")) : Remove(portal, key, fault);
    }

    private static IResult Remove(PortalRequest portal, ApiKey key, LicenseFault? fault = null) => PageResult.Of<RemovePage>(
        new RemoveModel(portal.Url($"settings/keys/{key.Id}/remove"), portal.Url($"settings"), key.Name,
            ["Scripts that send it are refused from now on.", "It cannot be brought back: a new key is another one."], AsksName: false, Fault: fault),
        fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}
