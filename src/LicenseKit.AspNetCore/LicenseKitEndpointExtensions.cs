using System.Text.Json;
using LicenseKit;
using LicenseKit.AspNetCore;
using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Hosting.Front;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps what children and apps call: signed documents and secrets of their own, no cookies, no policy.</summary>
public static class LicenseKitEndpointExtensions
{
    private const int MaxActivation = 32 * 1024;
    private const int MaxPing = 128 * 1024;

    /// <summary>Room for the largest session license.</summary>
    private const int MaxAcquire = 64 * 1024;
    private const int MaxRenewal = 4 * 1024;

    /// <summary>Maps activations, pings, sessions and the server's standing under <c>/licensekit/v1</c> below the group that it is called on.</summary>
    public static RouteGroupBuilder MapLicenseKit(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var unproven = endpoints.ServiceProvider.GetRequiredService<UnprovenWork>();
        var group = endpoints.MapGroup(ServerCalls.Prefix).WithTags("LicenseKit").WithNamesByPrefix();
        group.MapPost("/activations", (HttpContext http, ILicenseProtocol protocol) => ActivateAsync(http, protocol, unproven))
            .Takes<ActivationMessage>().Produces<BundleMessage>().WithName("ActivateServer").WithSummary("A child activates a license file that it holds.").DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxActivation));
        group.MapPost("/pings", (HttpContext http, ILicenseProtocol protocol) => PingAsync(http, protocol, unproven))
            .Takes<PingMessage>().Produces<PongMessage>().WithName("PingParent").WithSummary("A child pings its parent.").DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxPing));
        group.MapPost("/sessions", (HttpContext http, ILicenseProtocol protocol) => AcquireAsync(http, protocol, unproven))
            .Takes<AcquireMessage>().Produces<LeaseMessage>().WithName("AcquireSession").WithSummary("An app takes a seat.").DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxAcquire));
        group.MapPost("/sessions/{id}/renew", (HttpContext http, ILicenseProtocol protocol, string id) => RenewAsync(http, protocol, id, unproven))
            .Takes<RenewMessage>().Produces<LeaseMessage>().WithName("RenewSession").WithSummary("An app renews its lease.").DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxRenewal));
        group.MapDelete("/sessions/{id}", ReleaseAsync).Produces(StatusCodes.Status204NoContent).WithName("ReleaseSession").WithSummary("An app gives its seat back.").DisableAntiforgery();
        group.MapGet("/server", (ILicenseServer server) => Results.Json(new ServerMessage(server.Product, server.Standing.Text), AdminJson.Readable.ServerMessage))
            .Produces<ServerMessage>().WithName("GetServer").WithSummary("The product and what the server's license is worth.");
        return group;
    }

    private static async Task<IResult> ActivateAsync(HttpContext http, ILicenseProtocol protocol, UnprovenWork unproven)
    {
        if (!(await Body.ReadAsync(http, WireJson.Default.ActivationMessage, MaxActivation, unproven).ConfigureAwait(false)).Is(out var message, out var fault))
        {
            return Problems.Of(fault, http);
        }

        return (await protocol.ActivateAsync(message.Key, message.Activation, http.Connection.RemoteIpAddress, http.RequestAborted).ConfigureAwait(false)).Answer(http,
            file => Results.Json(new BundleMessage(Json(file.Bytes)), WireJson.Default.BundleMessage));
    }

    private static async Task<IResult> PingAsync(HttpContext http, ILicenseProtocol protocol, UnprovenWork unproven)
    {
        if (!(await Body.ReadAsync(http, WireJson.Default.PingMessage, MaxPing, unproven).ConfigureAwait(false)).Is(out var message, out var fault))
        {
            return Problems.Of(fault, http);
        }

        return (await protocol.PingAsync(message.Key, message.Ping, http.Connection.RemoteIpAddress, http.RequestAborted).ConfigureAwait(false)).Answer(http,
            reply => Results.Json(new PongMessage(reply.Pong, reply.Bundle is { } bundle ? Json(bundle) : null, reply.Above), WireJson.Default.PongMessage));
    }

    private static async Task<IResult> AcquireAsync(HttpContext http, ILicenseProtocol protocol, UnprovenWork unproven)
    {
        if (!(await Body.ReadAsync(http, WireJson.Default.AcquireMessage, MaxAcquire, unproven).ConfigureAwait(false)).Is(out var message, out var fault))
        {
            return Problems.Of(fault, http);
        }

        if (message.Borrow is { ValueKind: not JsonValueKind.Null })
        {
            return Problems.Of(new(FaultCode.NotSupported, "Borrowing is not served by this version.", "Leave 'borrow' out."), http);
        }

        var request = new SessionRequest(message.License, message.Kind, message.Nonce, message.Labels);
        return (await protocol.AcquireAsync(Secret(http), request, http.Connection.RemoteIpAddress, http.RequestAborted).ConfigureAwait(false)).Answer(http, Lease);
    }

    private static async Task<IResult> RenewAsync(HttpContext http, ILicenseProtocol protocol, string id, UnprovenWork unproven)
    {
        if (!(await Body.ReadAsync(http, WireJson.Default.RenewMessage, MaxRenewal, unproven).ConfigureAwait(false)).Is(out var message, out var fault))
        {
            return Problems.Of(fault, http);
        }

        return (await protocol.RenewAsync(id, Secret(http), message.N, message.Nonce, http.RequestAborted).ConfigureAwait(false)).Answer(http, Lease);
    }

    private static async Task<IResult> ReleaseAsync(HttpContext http, ILicenseProtocol protocol, string id) =>
        (await protocol.ReleaseAsync(id, Secret(http), http.RequestAborted).ConfigureAwait(false)).Is(out var fault) ? Results.NoContent() : Problems.Of(fault, http);

    private static IResult Lease(LeaseAnswer answer) => Results.Json(LeaseMessage.Of(answer), WireJson.Default.LeaseMessage);

    private static JsonElement Json(byte[] bundle) => JsonElement.Parse(bundle);

    /// <summary>The secret in <c>Authorization: Bearer</c>; empty when there is none.</summary>
    private static ReadOnlyMemory<byte> Secret(HttpContext http)
    {
        const string scheme = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? Secrets.Read(header[scheme.Length..].Trim()) : default;
    }
}
