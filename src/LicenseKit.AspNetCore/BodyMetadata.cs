using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.AspNetCore;

/// <summary>Describes a body for OpenAPI; the content type is judged by <see cref="Body"/>, whose refusal is a problem document.</summary>
internal static class BodyMetadata
{
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.Accepts<T>("application/json", "*/*").RefusesBody();

    /// <summary>A body that may be left out.</summary>
    public static RouteHandlerBuilder MayTake<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.Accepts<T>(isOptional: true, "application/json", "*/*").RefusesBody();
}
