using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Web;

/// <summary>The style sheet, from the assembly: a host needs no static files for it.</summary>
internal static class PortalAssets
{
    private static readonly byte[] Css = Read("portal.css");

    /// <summary>Names the content, so that browsers may keep it for ever and get a new one at once.</summary>
    public static string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Css))[..12];

    public static void Map(PortalRoutes routes) => routes.Open("/portal.css", "GET", (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(Css, "text/css; charset=utf-8");
    });

    private static byte[] Read(string name)
    {
        using var stream = typeof(PortalAssets).Assembly.GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
