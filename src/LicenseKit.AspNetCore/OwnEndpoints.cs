using System.Text;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static LicenseKit.AspNetCore.Operators;

namespace LicenseKit.AspNetCore;

/// <summary>The admin calls about the server itself: its license, its sessions, its audit trail.</summary>
internal static class OwnEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/license", (HttpContext http, ILicenseServer server) => server.Status().Answer(http, Own))
            .Produces<ServerStatus>().WithName("GetOwnLicense").WithSummary("The own license, its allowance, use and standing.");
        group.MapPost("/license", ApplyAsync).Takes<LicenseFileMessage>().Produces<ServerStatus>()
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity)
            .WithName("ApplyOwnLicense").WithSummary("Applies a license file.");
        group.MapGet("/request", RequestAsync).Produces<ActivationRequestMessage>()
            .WithName("GetActivationRequest").WithSummary("This installation's activation request, to carry to the issuer.");
        group.MapGet("/sessions", SessionsAsync).Produces<SessionPage>()
            .WithName("ListSessions").WithSummary("Who holds a seat: a page, in order of their start.");
        group.MapDelete("/sessions/{id}", EndSessionAsync).Produces(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity)
            .WithName("EndSession").WithSummary("Ends a session: its next renewal is refused.");
        group.MapGet("/usage", (HttpContext http, IIssuer issuer, string? from) =>
            !QueryParameters.TryInstant("from", from, out var start, out var fault) ? Problems.Of(fault!, http)
                : issuer.Usage(start).Answer(http, usage => Results.Json(usage, AdminJson.Readable.IssuerUsage)))
            .Produces<IssuerUsage>().WithName("GetUsage").WithSummary("What is granted and what can still be granted, over time.");
        group.MapGet("/changes", (HttpContext http, IIssuer issuer, string? after) => ChangeStream.Open(http, issuer, after))
            .Produces<Activity>(StatusCodes.Status200OK, ChangeStream.MediaType)
            .WithName("WatchChanges").WithSummary("New rows of the audit trail as server-sent events, after 'after' or Last-Event-ID.");
        group.MapGet("/activity", ActivityAsync).Produces<ActivityPage>()
            .WithName("ListActivity").WithSummary("The audit trail, newest first: a page.");
    }

    private static IResult Own(ServerStatus status) => Results.Json(status, AdminJson.Readable.ServerStatus);

    private static async Task<IResult> ApplyAsync(HttpContext http, ILicenseServer server, string? replace, string? dryRun)
    {
        if (!(await Body.ReadAsync(http).ConfigureAwait(false)).Is(out var file, out var fault)
            || !QueryParameters.TryFlag("dryRun", dryRun, out var isPreview, out fault)
            || !IdempotencyKeys.TryRead(http, Convert.ToBase64String(file), out var key, out fault))
        {
            return Problems.Of(fault!, http);
        }

        var applied = isPreview
            ? await server.PreviewAsync(file, replace, http.RequestAborted).ConfigureAwait(false)
            : await server.ApplyAsync(file, By(http), replace, key, http.RequestAborted).ConfigureAwait(false);
        return applied.Answer(http, Own);
    }

    private static async Task<IResult> EndSessionAsync(HttpContext http, ILicenseServer server, string id)
    {
        if (!IdempotencyKeys.TryRead(http, "", out var key, out var malformed))
        {
            return Problems.Of(malformed!, http);
        }

        var ended = await server.EndSessionAsync(id, By(http), key, http.RequestAborted).ConfigureAwait(false);
        return ended.Is(out var fault) ? Results.NoContent() : Problems.Of(fault, http);
    }

    private static async Task<IResult> RequestAsync(HttpContext http, ILicenseServer server) =>
        (await server.ActivationRequestAsync(http.RequestAborted).ConfigureAwait(false)).Answer(http, file =>
            Results.Text(file, "application/json", Encoding.UTF8));

    private static async Task<IResult> SessionsAsync(HttpContext http, ILicenseServer server, string? limit, string? after) =>
        !QueryParameters.TryLimit(limit, out var most, out var fault) ? Problems.Of(fault!, http)
            : (await server.SessionsAsync(after, most, http.RequestAborted).ConfigureAwait(false)).Answer(http, page =>
                Results.Json(page, AdminJson.Readable.SessionPage));

    private static async Task<IResult> ActivityAsync(
        HttpContext http, ILicenseServer server, string? limit, string? after, string? license, string? actor, string? action, string? from, string? to)
    {
        if (!QueryParameters.TryLimit(limit, out var most, out var fault)
            || !QueryParameters.TryInstant("from", from, out var start, out fault)
            || !QueryParameters.TryInstant("to", to, out var end, out fault))
        {
            return Problems.Of(fault!, http);
        }

        var query = new ActivityQuery { Limit = most, After = after, License = license, Actor = actor, Action = action, From = start, To = end };
        return (await server.ActivityAsync(query, http.RequestAborted).ConfigureAwait(false)).Answer(http, page =>
            Results.Json(page, AdminJson.Readable.ActivityPage));
    }
}
