using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Web;

/// <summary>The style sheet, the icon and the script, from the assembly: a host needs no static files for them.</summary>
internal static class PortalAssets
{
    private const string CssType = "text/css; charset=utf-8";

    private static readonly byte[] Css = Read("portal.css");
    private static readonly byte[] Icon = Read("portal.svg");
    private static readonly byte[] Live = Read("live.js");

    /// <summary>Names the content: browsers may keep it, and ask for another one as soon as it is another.</summary>
    public static string Version { get; } = Convert.ToHexStringLower(SHA256.HashData([.. Css, .. Icon, .. Live]))[..12];

    public static IResult StyleSheet(HttpContext http) => Kept(http, Css, CssType);

    /// <summary>The accent colour of this server; there is none where it is as by default.</summary>
    public static IResult Appearance(HttpContext http, PortalRequest portal) => portal.Brand.Sheet is not { } sheet ? Results.NotFound()
        : Kept(http, Encoding.UTF8.GetBytes(sheet.Css), CssType, isNamed: http.Request.Query.Text("v") == sheet.Version);

    public static IResult Script(HttpContext http) => Kept(http, Live, "text/javascript; charset=utf-8");

    public static IResult Picture(HttpContext http) => Kept(http, Icon, "image/svg+xml");

    /// <summary>What browsers keep as long as its address names this content.</summary>
    private static IResult Kept(HttpContext http, byte[] bytes, string type, bool isNamed = true)
    {
        if (isNamed)
        {
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            http.Response.Headers.Remove("Pragma");
        }

        return Results.Bytes(bytes, type);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(PortalAssets).Assembly.GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
