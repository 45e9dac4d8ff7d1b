using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.AspNetCore;

/// <summary>Describes a body for OpenAPI without refusing one that came under another content type: <c>curl -d</c> names none that fits.</summary>
internal static class BodyMetadata
{
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.Accepts<T>("application/json", "*/*");
}
