using LicenseKit.Hosting;
using LicenseKit.Issuing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LicenseKit.AspNetCore;

/// <summary>The admin calls about session licenses that are issued here.</summary>
internal static class SessionLicenseEndpoints
{
    private const string Type = "session";
    private const string Name = "SessionLicense";

    public static void Map(RouteGroupBuilder admin)
    {
        var licenses = admin.MapGroup("/session-licenses");
        licenses.MapPost("/", (HttpContext http, IIssuer issuer, string? dryRun) =>
            LicenseAnswers.DraftAsync(http, issuer, dryRun, DraftReader.ReadSessionLicense, (draft, _) => LicenseChange.Issue(draft)))
            .Issues<SessionLicenseDraft>("IssueSessionLicense", "Issues a session license from a draft.");
        licenses.MapPost("/batch", (HttpContext http, IIssuer issuer, string? dryRun) =>
            DraftBatch.IssueAsync(http, issuer, dryRun, DraftReader.ReadSessionLicense, LicenseChange.Issue))
            .Takes<DraftBatchMessage<SessionLicenseDraft>>().Produces<BatchMessage>().Refuses(StatusCodes.Status422UnprocessableEntity)
            .WithName("IssueSessionLicenses").WithSummary("Issues several session licenses, each on its own; the answer says what became of each draft.");
        licenses.MapReads(Type, Name, "Session licenses issued here, a page.", "One session license.", "The app's .lic file.");
        licenses.MapPut("/{id}", (HttpContext http, IIssuer issuer, string id, string? dryRun) =>
            LicenseAnswers.DraftAsync(http, issuer, dryRun, DraftReader.ReadSessionLicense, (draft, serial) => LicenseChange.Replace(id, draft, serial)))
            .Replaces<SessionLicenseDraft>("ReplaceSessionLicense", "The next version, from a draft that replaces the last one.");
        licenses.MapRenewal(Name);
        licenses.MapPost("/{id}/revoke", (HttpContext http, IIssuer issuer, string id, string? dryRun) =>
            LicenseAnswers.ReasonAsync(http, issuer, dryRun, (reason, serial) => LicenseChange.RevokeSession(id, reason, serial)))
            .ChangesByReason("RevokeSessionLicense", "From the next renewal on, its sessions end.");
    }
}
