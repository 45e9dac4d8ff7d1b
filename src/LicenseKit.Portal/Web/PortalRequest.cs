using System.Security.Claims;
using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Portal.Branding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LicenseKit.Portal.Web;

/// <summary>What every page of one request needs to know: where the portal is, who looks at it, and what time it is.</summary>
internal sealed class PortalRequest(ILicenseServer server, IOptions<PortalOptions> options)
{
    private string _root = "/";

    /// <summary>Effective time of the server.</summary>
    public DateTimeOffset Now { get; } = server.ClockStatus.Now;

    public ServerStatus? Status { get; } = server.Status().Value;

    public StandingReport Standing => server.Standing;

    /// <summary>How the portal looks, as the settings say.</summary>
    public Brand Brand { get; private set; } = Brand.None;

    public string Product => server.Product;

    public string Name => Brand.Name ?? options.Value.Name ?? Status?.Client ?? "LicenseKit";

    public string? SignOutPath => options.Value.SignOutPath;

    public string? SettingsPath => options.Value.SettingsPath;

    /// <summary>Who looks at the page, as the audit trail names them.</summary>
    public string User { get; private set; } = "";

    /// <summary>True for who may change something: others see no buttons.</summary>
    public bool CanChange { get; private set; }

    /// <summary>The host that was asked, for people.</summary>
    public string Host { get; private set; } = "";

    public CancellationToken Aborted { get; private set; }

    public void Begin(HttpContext http, string root, bool canChange, Brand brand)
    {
        (_root, CanChange, Brand, Aborted) = (root, canChange, brand, http.RequestAborted);
        User = http.User.Identity?.Name ?? http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "operator";
        Host = http.Request.Host.Value ?? "";
    }

    /// <summary>The address of a page of the portal, below whatever prefix it is mapped at.</summary>
    public string Url(FormattableString page) => _root + string.Format(UrlFormat.Instance, page.Format, page.GetArguments());

    /// <summary>The address of the page that is the portal's first one.</summary>
    public string Home => _root;
}
