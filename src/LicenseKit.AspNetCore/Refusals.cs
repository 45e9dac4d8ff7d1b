using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.AspNetCore;

/// <summary>Describes the refusals of a call for OpenAPI: problem documents with a code.</summary>
internal static class Refusals
{
    public static T Refuses<T>(this T endpoint, params int[] statuses)
        where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata([.. statuses.Select(s => new ProducesResponseTypeMetadata(s, typeof(ProblemDocument), ["application/problem+json"]))]);

    /// <summary>What any call that reads a body may be refused with.</summary>
    public static T RefusesBody<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.Refuses(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
}
