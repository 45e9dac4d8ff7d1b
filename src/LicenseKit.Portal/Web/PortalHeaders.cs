using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Web;

/// <summary>What a browser may do with a page: nothing inline, nothing from elsewhere, in no frame, kept nowhere.</summary>
internal static class PortalHeaders
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; script-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>What live.js sends: a page that is read again by itself.</summary>
    public const string Live = "X-LicenseKit-Live";

    public static void Set(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
    }
}
