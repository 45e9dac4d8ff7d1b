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
        licenses.MapPost("/", IssueAsync).Takes<SessionLicenseDraft>().Produces<IssuedLicenseMessage>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity).WithSummary("Issues a session license from a draft.");
        licenses.MapReads(Type, "Session licenses issued here, a page.", "One session license.", "The app's .lic file.");
        licenses.MapPost("/{id}/revoke", (HttpContext http, IIssuer issuer, string id) =>
            LicenseAnswers.ChangeAsync(http, (reason, serial) => issuer.RevokeSessionLicenseAsync(id, reason, By(http), serial, http.RequestAborted)))
            .Changes("From the next renewal on, its sessions end.");
    }

    private static async Task<IResult> IssueAsync(HttpContext http, IIssuer issuer) =>
        !(await Body.ReadTextAsync(http).ConfigureAwait(false)).Is(out var json, out var fault) || !DraftReader.ReadSessionLicense(json).Is(out var draft, out fault)
            ? Problems.Of(fault, http)
            : (await issuer.IssueSessionLicenseAsync(draft, By(http), http.RequestAborted).ConfigureAwait(false)).AnswerDraft(http, license => LicenseAnswers.Created(http, license));
}
