using LicenseKit.Hosting;
using LicenseKit.Issuing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static LicenseKit.AspNetCore.Operators;

namespace LicenseKit.AspNetCore;

/// <summary>The admin calls about session licenses that are issued here.</summary>
internal static class SessionLicenseEndpoints
{
    private const string Type = "session";

    public static void Map(RouteGroupBuilder admin)
    {
        var licenses = admin.MapGroup("/session-licenses");
        licenses.MapPost("/", IssueAsync).Takes<SessionDraftMessage>().Produces<IssuedLicenseMessage>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity).WithSummary("Issues a session license from a draft.");
        licenses.MapGet("/", ListAsync).Produces<IssuedLicensePageMessage>().WithSummary("Session licenses issued here, a page.");
        licenses.MapGet("/{id}", (HttpContext http, IIssuer issuer, string id) => LicenseAnswers.Find(http, issuer, id, Type))
            .Produces<IssuedLicenseMessage>().Refuses(StatusCodes.Status404NotFound).WithSummary("One session license.");
        licenses.MapGet("/{id}/file", (HttpContext http, IIssuer issuer, string id, string? format) => LicenseAnswers.FileAsync(http, issuer, id, Type, format))
            .Produces<LicenseFileMessage>(StatusCodes.Status200OK, LicenseAnswers.LicenseFile, LicenseAnswers.XmlFile).Refuses(StatusCodes.Status404NotFound)
            .WithSummary("The app's .lic file.");
        licenses.MapPost("/{id}/revoke", (HttpContext http, IIssuer issuer, string id) =>
            LicenseAnswers.ChangeAsync(http, (reason, serial) => issuer.RevokeSessionLicenseAsync(id, reason, By(http), serial, http.RequestAborted)))
            .MayTake<ReasonMessage>().Produces<IssuedLicenseMessage>()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed).WithSummary("From the next renewal on, its sessions end.");
    }

    private static async Task<IResult> IssueAsync(HttpContext http, IIssuer issuer) =>
        !(await Body.ReadTextAsync(http).ConfigureAwait(false)).Is(out var json, out var fault) || !DraftReader.ReadSessionLicense(json).Is(out var draft, out fault)
            ? Problems.Of(fault, http)
            : (await issuer.IssueSessionLicenseAsync(draft, By(http), http.RequestAborted).ConfigureAwait(false)).AnswerDraft(http, license => LicenseAnswers.Created(http, license));

    private static Task<IResult> ListAsync(HttpContext http, IIssuer issuer, string? limit, string? after, string? search, string? standing, string? expiresBefore, string? sort) =>
        LicenseAnswers.PageAsync(http, issuer, new(Type, limit, after, search, standing, expiresBefore, sort));
}
