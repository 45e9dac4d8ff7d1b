using LicenseKit.Hosting.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace LicenseKit.AspNetCore;

/// <summary>Names of endpoints, which are operation ids in OpenAPI.</summary>
/// <remarks>They are unique in an app, so those below a prefix begin with it: <c>/eu</c> gives <c>EuGetServer</c>.</remarks>
internal static class OperationNames
{
    public static RouteGroupBuilder WithNamesByPrefix(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(AddPrefix);
        return group;
    }

    private static void AddPrefix(EndpointBuilder endpoint)
    {
        var path = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText ?? "";
        var prefix = Words(path[..Math.Max(0, path.IndexOf(ServerCalls.Prefix, StringComparison.Ordinal))]);
        if (prefix.Length > 0 && endpoint.Metadata.OfType<IEndpointNameMetadata>().LastOrDefault() is { EndpointName: var name })
        {
            endpoint.Metadata.Add(new EndpointNameMetadata(prefix + name));
            endpoint.Metadata.Add(new RouteNameMetadata(prefix + name));
        }
    }

    /// <summary><c>/eu-west/a</c> as <c>EuWestA</c>.</summary>
    private static string Words(string path)
    {
        var letters = string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' '));
        return string.Concat(letters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }
}
