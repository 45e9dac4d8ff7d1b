using LicenseKit.Portal.Branding;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Accounts;

/// <summary>The form of the appearance among the settings.</summary>
internal static class BrandEndpoints
{
    public static void Map(PortalRoutes routes) => routes.Change("/settings/appearance", async (HttpContext http, PortalRequest portal, BrandStore brands, SettingsView view) =>
    {
        var sent = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var form = new BrandForm(sent.Text("name").Trim(), sent.Text("accent").Trim());
        if (form.IsRefused)
        {
            return await view.ShowAsync(m => m with { Brand = form }).ConfigureAwait(false);
        }

        return (await brands.SetAsync(form.ToBrand(), portal.User, http.RequestAborted).ConfigureAwait(false)).Is(out var fault)
            ? PageResult.SeeOther(portal.Url($"settings")) : await view.ShowAsync(m => m with { Brand = form with { Fault = fault } }).ConfigureAwait(false);
    });
}
