using System.Globalization;
using LicenseKit.Hosting;
using LicenseKit.Issuing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static LicenseKit.AspNetCore.Operators;

namespace LicenseKit.AspNetCore;

/// <summary>The admin calls about server licenses that are issued here.</summary>
internal static class ServerLicenseEndpoints
{
    private const string Type = "server";

    public static void Map(RouteGroupBuilder admin)
    {
        var licenses = admin.MapGroup("/server-licenses");
        licenses.MapPost("/", IssueAsync).Takes<ServerLicenseDraft>().Produces<IssuedLicenseMessage>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity).WithSummary("Issues a server license from a draft.");
        licenses.MapReads(Type, "Server licenses issued here, a page.", "One server license.", "The .lic file.");
        licenses.MapPut("/{id}", ReplaceAsync).Takes<ServerLicenseDraft>().Produces<IssuedLicenseMessage>()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed, StatusCodes.Status422UnprocessableEntity).WithSummary("The next version, from a draft that replaces the last one.");
        licenses.MapGet("/{id}/versions", VersionsAsync).Produces<LicenseVersionPageMessage>().Refuses(StatusCodes.Status404NotFound)
            .WithSummary("The versions of a license, newest first: a page.");
        licenses.MapGet("/{id}/versions/{serial}", Version).Produces<LicenseVersionMessage>().Refuses(StatusCodes.Status404NotFound)
            .WithSummary("One version of a license, with its draft.");
        MapChanges(licenses);
        licenses.MapPost("/{id}/receipt", (HttpContext http, string id) =>
            Problems.Of(new(FaultCode.NotSupported, "Receipts are not served by this version.", "Leave the receipt for a later version."), http))
            .Refuses(StatusCodes.Status501NotImplemented).WithSummary("A receipt of an offline child (not served by this version).");
    }

    private static void MapChanges(RouteGroupBuilder licenses)
    {
        licenses.MapPost("/{id}/suspend", (HttpContext http, IIssuer issuer, string id) =>
            LicenseAnswers.ChangeAsync(http, (reason, serial) => issuer.SuspendAsync(id, reason, By(http), serial, http.RequestAborted)))
            .Changes("Grants nothing until resumed.");
        licenses.MapPost("/{id}/resume", (HttpContext http, IIssuer issuer, string id) =>
            LicenseAnswers.ChangeAsync(http, (reason, serial) => issuer.ResumeAsync(id, reason, By(http), serial, http.RequestAborted)))
            .Changes("Grants again what it says.");
        licenses.MapPost("/{id}/revoke", (HttpContext http, IIssuer issuer, string id) =>
            LicenseAnswers.ChangeAsync(http, (reason, serial) => issuer.RevokeAsync(id, reason, By(http), serial, http.RequestAborted)))
            .Changes("Grants nothing, permanently.");
        licenses.MapPost("/{id}/reset-activation", (HttpContext http, IIssuer issuer, string id, string? overlap) =>
            LicenseAnswers.ChangeAsync(http, (_, serial) => issuer.ResetActivationAsync(id, By(http), overlap, serial, http.RequestAborted)))
            .Changes("Lets another installation activate.");
    }

    private static async Task<IResult> IssueAsync(HttpContext http, IIssuer issuer) =>
        !(await Body.ReadTextAsync(http).ConfigureAwait(false)).Is(out var json, out var fault) || !DraftReader.ReadServerLicense(json).Is(out var draft, out fault)
            ? Problems.Of(fault, http)
            : (await issuer.IssueAsync(draft, By(http), http.RequestAborted).ConfigureAwait(false)).AnswerDraft(http, license => LicenseAnswers.Created(http, license));

    private static async Task<IResult> VersionsAsync(HttpContext http, IIssuer issuer, string id, string? limit, string? after) =>
        !QueryParameters.TryLimit(limit, out var most, out var fault) ? Problems.Of(fault!, http)
            : (await issuer.VersionsAsync(id, after, most, http.RequestAborted).ConfigureAwait(false)).Answer(http, page =>
                Results.Json(new LicenseVersionPageMessage([.. page.Items.Select(LicenseVersionMessage.Of)], page.Next), AdminJson.Readable.LicenseVersionPageMessage));

    private static IResult Version(HttpContext http, IIssuer issuer, string id, string serial) =>
        long.TryParse(serial, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && issuer.FindVersion(id, number) is { } version
            ? Results.Json(LicenseVersionMessage.WithDraft(version), AdminJson.Readable.LicenseVersionMessage)
            : Problems.Of(LicenseAnswers.Unknown(id, "No version with this serial of a license with this id was issued here."), http);

    private static async Task<IResult> ReplaceAsync(HttpContext http, IIssuer issuer, string id, string? overlap)
    {
        if (!(await Body.ReadTextAsync(http).ConfigureAwait(false)).Is(out var json, out var fault) || !DraftReader.ReadServerLicense(json).Is(out var draft, out fault)
            || !Serials.TryIfMatch(http, out var serial, out fault))
        {
            return Problems.Of(fault!, http);
        }

        return (await issuer.ReplaceAsync(id, draft, By(http), serial, overlap, http.RequestAborted).ConfigureAwait(false)).AnswerDraft(http, license => LicenseAnswers.One(http, license));
    }
}
