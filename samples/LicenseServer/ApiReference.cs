using Scalar.AspNetCore;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>The page that shows the API description: it loads nothing from other hosts and has no buttons of other services.</summary>
internal static class ApiReference
{
    /// <summary>Browsers load nothing from other hosts and send nothing there; scripts and styles may be in the page itself.</summary>
    private const string OwnHostOnly = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:";

    public static void MapApiReference(this IEndpointRouteBuilder endpoints, string path) =>
        endpoints.MapScalarApiReference(path, Configure).AddEndpointFilter(RestrictAsync);

    private static void Configure(ScalarOptions options)
    {
        options.HideClientButton().DisableAgent().DisableMcp().DisableTelemetry().DisableDefaultFonts().HideDeveloperTools();
        options.CustomCss = "a[href*='scalar.com'] { display: none !important }"; // 'Powered by' has no option
    }

    private static ValueTask<object?> RestrictAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.ContentSecurityPolicy = OwnHostOnly;
        return next(context);
    }
}
