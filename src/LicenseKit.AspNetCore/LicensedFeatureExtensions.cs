using LicenseKit.AspNetCore;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Endpoints that belong to a licensed feature.</summary>
public static class LicensedFeatureExtensions
{
    /// <summary>
    /// Answers only while a feature is in effect. Else a problem document (403) says which it is: the feature is not part of the license (LK6014), it has ended
    /// (LK6004), or the license has no effect now, with the code of its standing.
    /// </summary>
    /// <param name="builder">An endpoint, or a group of them: minimal APIs and MVC controllers.</param>
    /// <param name="feature">The feature's name, such as <c>export.pdf</c>.</param>
    public static TBuilder RequireLicensedFeature<TBuilder>(this TBuilder builder, string feature)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentException.ThrowIfNullOrEmpty(feature);
        return builder.AddEndpointFilter((context, next) =>
        {
            var http = context.HttpContext;
            var found = http.RequestServices.GetRequiredService<ILicensing>().FindFeature(feature);
            return found.Fault is { } fault ? ValueTask.FromResult<object?>(Problems.Forbidden(fault, http)) : next(context);
        }).Refuses(StatusCodes.Status403Forbidden);
    }
}
