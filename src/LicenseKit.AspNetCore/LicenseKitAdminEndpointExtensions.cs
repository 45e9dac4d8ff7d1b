using System.Globalization;
using System.Text;
using System.Text.Json;
using LicenseKit;
using LicenseKit.AspNetCore;
using LicenseKit.Hosting;
using LicenseKit.Hosting.Wire;
using LicenseKit.Issuing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps what operators call, behind the host's own authorization policy.</summary>
public static class LicenseKitAdminEndpointExtensions
{
    private const string LicenseFile = "application/vnd.licensekit.license+json";
    private const string XmlFile = "application/vnd.licensekit.license+xml";

    /// <summary>Maps the admin API under <c>/licensekit/v1/admin</c>.</summary>
    /// <param name="endpoints">Where to map it.</param>
    /// <param name="policy">The name of an authorization policy of the host; there is no admin API without one.</param>
    public static RouteGroupBuilder MapLicenseKitAdmin(this IEndpointRouteBuilder endpoints, string policy)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrWhiteSpace(policy);
        var group = endpoints.MapGroup(ServerCalls.Prefix + "/admin").RequireAuthorization(policy).WithTags("LicenseKit admin").DisableAntiforgery();
        group.AddEndpointFilter(CrossSite.RefuseAsync);
        MapOwn(group);
        MapServerLicenses(group);
        MapSessionLicenses(group);
        return group;
    }

    /// <summary>Asks for the host's antiforgery token (<c>AddAntiforgery</c>) where a browser authenticates by itself, with a cookie for instance; not of calls with a bearer token.</summary>
    public static RouteGroupBuilder RequireAntiforgeryToken(this RouteGroupBuilder admin)
    {
        ArgumentNullException.ThrowIfNull(admin);
        return admin.AddEndpointFilter(CrossSite.RequireTokenAsync);
    }

    private static void MapOwn(RouteGroupBuilder group)
    {
        group.MapGet("/license", (HttpContext http, ILicenseServer server) => server.Status().Answer(http, status => Own(status, server)))
            .Produces<OwnLicenseMessage>().WithSummary("The own license, its allowance, use and standing.");
        group.MapPost("/license", async (HttpContext http, ILicenseServer server, string? replace) =>
            !(await Body.ReadAsync(http).ConfigureAwait(false)).Is(out var file, out var fault) ? Problems.Of(fault, http)
            : (await server.ApplyAsync(file, By(http), replace, http.RequestAborted).ConfigureAwait(false)).Answer(http, status => Own(status, server)))
            .Takes<JsonElement>().Produces<OwnLicenseMessage>().WithSummary("Applies a license file.");
        group.MapGet("/request", async (HttpContext http, ILicenseServer server) =>
            (await server.ActivationRequestAsync(http.RequestAborted).ConfigureAwait(false)).Answer(http, file => Results.Text(file, "application/json", Encoding.UTF8)))
            .WithSummary("This installation's activation request, to carry to the issuer.");
        group.MapGet("/sessions", async (HttpContext http, ILicenseServer server, string? after, int? limit) =>
            (await server.SessionsAsync(after, limit ?? 100, http.RequestAborted).ConfigureAwait(false)).Answer(http, page => Results.Json(page, AdminJson.Readable.SessionPage)))
            .Produces<SessionPage>().WithSummary("Who holds a seat: a page, in order of their start.");
        group.MapDelete("/sessions/{id}", async (HttpContext http, ILicenseServer server, string id) =>
            (await server.EndSessionAsync(id, By(http), http.RequestAborted).ConfigureAwait(false)).Is(out var fault) ? Results.NoContent() : Problems.Of(fault, http))
            .Produces(StatusCodes.Status204NoContent).WithSummary("Ends a session: its next renewal is refused.");
        group.MapGet("/activity", async (HttpContext http, ILicenseServer server, int? most) =>
            Results.Json(await server.ActivityAsync(most ?? 200, http.RequestAborted).ConfigureAwait(false), AdminJson.Readable.IReadOnlyListActivity))
            .Produces<IReadOnlyList<Activity>>().WithSummary("The audit trail, newest first.");
    }

    private static void MapServerLicenses(RouteGroupBuilder group)
    {
        var licenses = group.MapGroup("/server-licenses");
        licenses.MapPost("/", async (HttpContext http, IIssuer issuer) =>
            !(await Body.ReadTextAsync(http).ConfigureAwait(false)).Is(out var json, out var fault) || !DraftReader.ReadServerLicense(json).Is(out var draft, out fault)
            ? Problems.Of(fault, http)
            : (await issuer.IssueAsync(draft, By(http), http.RequestAborted).ConfigureAwait(false)).AnswerDraft(http, Created))
            .Takes<JsonElement>().Produces<IssuedLicenseMessage>(StatusCodes.Status201Created).WithSummary("Issues a server license from a draft.");
        licenses.MapGet("/", (IIssuer issuer, string? search) => ListAsync(issuer, "server", search)).Produces<List<IssuedLicenseMessage>>().WithSummary("Server licenses issued here.");
        licenses.MapGet("/{id}", (HttpContext http, IIssuer issuer, string id) => One(http, issuer, id, "server")).Produces<IssuedLicenseMessage>().WithSummary("One server license.");
        licenses.MapPut("/{id}", async (HttpContext http, IIssuer issuer, string id, string? overlap) =>
        {
            if (!(await Body.ReadTextAsync(http).ConfigureAwait(false)).Is(out var json, out var fault) || !DraftReader.ReadServerLicense(json).Is(out var draft, out fault)
                || !TrySerial(http, out var serial, out fault))
            {
                return Problems.Of(fault!, http);
            }

            return (await issuer.ReplaceAsync(id, draft, By(http), serial, overlap, http.RequestAborted).ConfigureAwait(false)).AnswerDraft(http, Changed);
        }).Takes<JsonElement>().Produces<IssuedLicenseMessage>().WithSummary("The next version, from a draft that replaces the last one.");
        licenses.MapGet("/{id}/file", (HttpContext http, IIssuer issuer, string id, string? format) => FileAsync(http, issuer, id, "server", format)).WithSummary("The .lic file.");
        licenses.MapPost("/{id}/suspend", (HttpContext http, IIssuer issuer, string id) => StateAsync(http, reason => issuer.SuspendAsync(id, reason, By(http), http.RequestAborted)))
            .Takes<ReasonMessage>().Produces<IssuedLicenseMessage>().WithSummary("Grants nothing until resumed.");
        licenses.MapPost("/{id}/resume", (HttpContext http, IIssuer issuer, string id) => StateAsync(http, reason => issuer.ResumeAsync(id, reason, By(http), http.RequestAborted)))
            .Takes<ReasonMessage>().Produces<IssuedLicenseMessage>().WithSummary("Grants again what it says.");
        licenses.MapPost("/{id}/revoke", (HttpContext http, IIssuer issuer, string id) => StateAsync(http, reason => issuer.RevokeAsync(id, reason, By(http), http.RequestAborted)))
            .Takes<ReasonMessage>().Produces<IssuedLicenseMessage>().WithSummary("Grants nothing, permanently.");
        licenses.MapPost("/{id}/reset-activation", (HttpContext http, IIssuer issuer, string id, string? overlap) =>
            StateAsync(http, _ => issuer.ResetActivationAsync(id, By(http), overlap, http.RequestAborted)))
            .Produces<IssuedLicenseMessage>().WithSummary("Lets another installation activate.");
        licenses.MapPost("/{id}/receipt", (HttpContext http) => Problems.Of(new(FaultCode.NotSupported, "Receipts are not served by this version.", "Leave the receipt for a later version."), http))
            .WithSummary("A receipt of an offline child (not served by this version).");
    }

    private static void MapSessionLicenses(RouteGroupBuilder group)
    {
        var licenses = group.MapGroup("/session-licenses");
        licenses.MapPost("/", async (HttpContext http, IIssuer issuer) =>
            !(await Body.ReadTextAsync(http).ConfigureAwait(false)).Is(out var json, out var fault) || !DraftReader.ReadSessionLicense(json).Is(out var draft, out fault)
            ? Problems.Of(fault, http)
            : (await issuer.IssueSessionLicenseAsync(draft, By(http), http.RequestAborted).ConfigureAwait(false)).AnswerDraft(http, Created))
            .Takes<JsonElement>().Produces<IssuedLicenseMessage>(StatusCodes.Status201Created).WithSummary("Issues a session license from a draft.");
        licenses.MapGet("/", (IIssuer issuer, string? search) => ListAsync(issuer, "session", search)).Produces<List<IssuedLicenseMessage>>().WithSummary("Session licenses issued here.");
        licenses.MapGet("/{id}", (HttpContext http, IIssuer issuer, string id) => One(http, issuer, id, "session")).Produces<IssuedLicenseMessage>().WithSummary("One session license.");
        licenses.MapGet("/{id}/file", (HttpContext http, IIssuer issuer, string id, string? format) => FileAsync(http, issuer, id, "session", format)).WithSummary("The app's .lic file.");
        licenses.MapPost("/{id}/revoke", (HttpContext http, IIssuer issuer, string id) => StateAsync(http, reason => issuer.RevokeSessionLicenseAsync(id, reason, By(http), http.RequestAborted)))
            .Takes<ReasonMessage>().Produces<IssuedLicenseMessage>().WithSummary("From the next renewal on, its sessions end.");
    }

    private static string By(HttpContext http) => http.User.Identity?.Name ?? "admin";

    private static IResult Own(ServerStatus status, ILicenseServer server) => Results.Json(OwnLicenseMessage.Of(status, server.LicenseCode), AdminJson.Readable.OwnLicenseMessage);

    private static IResult Changed(IssuedLicense license) => Results.Json(IssuedLicenseMessage.Of(license), AdminJson.Readable.IssuedLicenseMessage);

    private static IResult Created(IssuedLicense license) =>
        Results.Json(IssuedLicenseMessage.Of(license), AdminJson.Readable.IssuedLicenseMessage, statusCode: StatusCodes.Status201Created);

    private static async Task<IResult> ListAsync(IIssuer issuer, string type, string? search)
    {
        var list = new List<IssuedLicenseMessage>();
        await foreach (var license in issuer.ListAsync(new LicenseQuery { Type = type, Search = search }).ConfigureAwait(false))
        {
            list.Add(IssuedLicenseMessage.Of(license));
        }

        return Results.Json(list, AdminJson.Readable.ListIssuedLicenseMessage);
    }

    private static IResult One(HttpContext http, IIssuer issuer, string id, string type) =>
        issuer.Find(id) is { } license && license.Type == type ? Changed(license) : Problems.Of(Unknown(id), http);

    private static async Task<IResult> FileAsync(HttpContext http, IIssuer issuer, string id, string type, string? format) =>
        format is not (null or "jws" or "xml") ? Problems.Of(Body.Malformed("'format' is not jws or xml"), http)
        : issuer.Find(id) is not { } license || license.Type != type ? Problems.Of(Unknown(id), http)
        : format != "xml" ? Results.File(issuer.File(id)!, LicenseFile, $"{id}.lic")
        : (await issuer.XmlFileAsync(id, http.RequestAborted).ConfigureAwait(false)).Is(out var xml, out var fault) ? Results.File(xml, XmlFile, $"{id}.xml")
        : Problems.Of(fault, http);

    private static async Task<IResult> StateAsync(HttpContext http, Func<string?, Task<Outcome<IssuedLicense>>> change)
    {
        if (!(await Body.ReadAsync(http).ConfigureAwait(false)).Is(out var bytes, out var fault))
        {
            return Problems.Of(fault, http);
        }

        try
        {
            var reason = bytes.Length == 0 ? null : JsonSerializer.Deserialize(bytes, AdminJson.Readable.ReasonMessage)?.Reason;
            return (await change(reason).ConfigureAwait(false)).Answer(http, Changed);
        }
        catch (JsonException)
        {
            return Problems.Of(Body.Malformed("it is not {\"reason\": text}"), http);
        }
    }

    private static bool TrySerial(HttpContext http, out long? serial, out LicenseFault? fault)
    {
        var header = http.Request.Headers.IfMatch.ToString();
        var parsed = long.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        serial = parsed ? value : null;
        fault = parsed || header.Length == 0 ? null : Body.Malformed("If-Match is not a serial in quotes");
        return fault is null;
    }

    private static LicenseFault Unknown(string id) =>
        new(FaultCode.UnknownGrant, "No license with this id was issued here.", "List the licenses to find its id.", id.Length <= 64 ? id : null);
}
