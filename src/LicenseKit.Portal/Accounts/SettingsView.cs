using LicenseKit.Hosting;
using LicenseKit.Portal.Branding;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LicenseKit.Portal.Accounts;

/// <summary>The page of the settings, as it is and again after a form of it was sent.</summary>
internal sealed class SettingsView(AccountStore accounts, ApiKeyStore keys, PortalRequest portal, IOptions<LicenseKitOptions> options)
{
    /// <summary>The page.</summary>
    /// <param name="sent">What a form of it has brought; null when none was sent.</param>
    public async Task<IResult> ShowAsync(Func<SettingsModel, SettingsModel>? sent = null)
    {
        if (!(await accounts.AllAsync(portal.Aborted).ConfigureAwait(false)).Is(out var all, out var fault) || !(await keys.AllAsync(portal.Aborted).ConfigureAwait(false)).Is(out var allKeys, out fault))
        {
            return PageResult.Refused(fault);
        }

        var model = new SettingsModel(all, allKeys, BrandForm.Of(portal.Brand), options.Value.PublicUrl);
        model = sent is null ? model : sent(model);
        return PageResult.Of<SettingsPage>(model, model.IsRefused ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
