using System.Globalization;
using LicenseKit.Hosting;
using LicenseKit.Issuing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LicenseKit.AspNetCore;

/// <summary>The admin calls about server licenses that are issued here.</summary>
internal static class ServerLicenseEndpoints
{
    private const string Type = "server";

    public static void Map(RouteGroupBuilder admin)
    {
        var licenses = admin.MapGroup("/server-licenses");
        licenses.MapPost("/", (HttpContext http, IIssuer issuer, string? dryRun) =>
            LicenseAnswers.DraftAsync(http, issuer, dryRun, DraftReader.ReadServerLicense, (draft, _) => LicenseChange.Issue(draft)))
            .Issues<ServerDraftMessage>("Issues a server license from a draft.");
        licenses.MapReads(Type, "Server licenses issued here, a page.", "One server license.", "The .lic file.");
        licenses.MapPut("/{id}", (HttpContext http, IIssuer issuer, string id, string? overlap, string? dryRun) =>
            LicenseAnswers.DraftAsync(http, issuer, dryRun, DraftReader.ReadServerLicense, (draft, serial) => LicenseChange.Replace(id, draft, serial, overlap)))
            .Replaces<ServerDraftMessage>("The next version, from a draft that replaces the last one.");
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
        licenses.MapPost("/{id}/suspend", (HttpContext http, IIssuer issuer, string id, string? dryRun) =>
            LicenseAnswers.ReasonAsync(http, issuer, dryRun, (reason, serial) => LicenseChange.Suspend(id, reason, serial)))
            .Changes("Grants nothing until resumed.");
        licenses.MapPost("/{id}/resume", (HttpContext http, IIssuer issuer, string id, string? dryRun) =>
            LicenseAnswers.ReasonAsync(http, issuer, dryRun, (reason, serial) => LicenseChange.Resume(id, reason, serial)))
            .Changes("Grants again what it says.");
        licenses.MapPost("/{id}/revoke", (HttpContext http, IIssuer issuer, string id, string? dryRun) =>
            LicenseAnswers.ReasonAsync(http, issuer, dryRun, (reason, serial) => LicenseChange.Revoke(id, reason, serial)))
            .Changes("Grants nothing, permanently.");
        licenses.MapPost("/{id}/reset-activation", (HttpContext http, IIssuer issuer, string id, string? overlap, string? dryRun) =>
            LicenseAnswers.ReasonAsync(http, issuer, dryRun, (_, serial) => LicenseChange.ResetActivation(id, overlap, serial)))
            .Changes("Lets another installation activate.");
    }

    private static async Task<IResult> VersionsAsync(HttpContext http, IIssuer issuer, string id, string? limit, string? after) =>
        !QueryParameters.TryLimit(limit, out var most, out var fault) ? Problems.Of(fault!, http)
            : (await issuer.VersionsAsync(id, after, most, http.RequestAborted).ConfigureAwait(false)).Answer(http, page =>
                Results.Json(new LicenseVersionPageMessage([.. page.Items.Select(LicenseVersionMessage.Of)], page.Next), AdminJson.Readable.LicenseVersionPageMessage));

    private static IResult Version(HttpContext http, IIssuer issuer, string id, string serial) =>
        long.TryParse(serial, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && issuer.FindVersion(id, number) is { } version
            ? Results.Json(LicenseVersionMessage.WithDraft(version), AdminJson.Readable.LicenseVersionMessage)
            : Problems.Of(LicenseAnswers.Unknown(id, "No version with this serial of a license with this id was issued here."), http);
}
