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
    private const string Name = "ServerLicense";

    public static void Map(RouteGroupBuilder admin)
    {
        var licenses = admin.MapGroup("/server-licenses");
        licenses.MapPost("/", (HttpContext http, IIssuer issuer, string? dryRun) =>
            LicenseAnswers.DraftAsync(http, issuer, dryRun, DraftReader.ReadServerLicense, (draft, _) => LicenseChange.Issue(draft)))
            .Issues<ServerLicenseDraft>("IssueServerLicense", "Issues a server license from a draft.");
        licenses.MapPost("/batch", (HttpContext http, IIssuer issuer, string? dryRun) =>
            DraftBatch.IssueAsync(http, issuer, dryRun, DraftReader.ReadServerLicense, LicenseChange.Issue))
            .Takes<DraftBatchMessage<ServerLicenseDraft>>().Produces<BatchMessage>().Refuses(StatusCodes.Status422UnprocessableEntity)
            .WithName("IssueServerLicenses").WithSummary("Issues several server licenses, each on its own; the answer says what became of each draft.");
        licenses.MapReads(Type, Name, "Server licenses issued here, a page.", "One server license.", "The .lic file.");
        licenses.MapPut("/{id}", (HttpContext http, IIssuer issuer, string id, string? overlap, string? dryRun) =>
            LicenseAnswers.DraftAsync(http, issuer, dryRun, DraftReader.ReadServerLicense, (draft, serial) => LicenseChange.Replace(id, draft, serial, overlap)))
            .Replaces<ServerLicenseDraft>("ReplaceServerLicense", "The next version, from a draft that replaces the last one.");
        licenses.MapRenewal(Name);
        MapChanges(licenses);
        licenses.MapPost("/{id}/receipt", (HttpContext http, string id) =>
            Problems.Of(new(FaultCode.NotSupported, "Receipts are not served by this version.", "Leave the receipt for a later version."), http))
            .Refuses(StatusCodes.Status501NotImplemented).WithName("ApplyServerLicenseReceipt").WithSummary("A receipt of an offline child (not served by this version).");
    }

    private static void MapChanges(RouteGroupBuilder licenses)
    {
        licenses.MapPost("/{id}/suspend", (HttpContext http, IIssuer issuer, string id, string? dryRun) =>
            LicenseAnswers.ReasonAsync(http, issuer, dryRun, (reason, serial) => LicenseChange.Suspend(id, reason, serial)))
            .ChangesByReason("SuspendServerLicense", "Grants nothing until resumed.");
        licenses.MapPost("/{id}/resume", (HttpContext http, IIssuer issuer, string id, string? dryRun) =>
            LicenseAnswers.ReasonAsync(http, issuer, dryRun, (reason, serial) => LicenseChange.Resume(id, reason, serial)))
            .ChangesByReason("ResumeServerLicense", "Grants again what it says.");
        licenses.MapPost("/{id}/revoke", (HttpContext http, IIssuer issuer, string id, string? dryRun) =>
            LicenseAnswers.ReasonAsync(http, issuer, dryRun, (reason, serial) => LicenseChange.Revoke(id, reason, serial)))
            .ChangesByReason("RevokeServerLicense", "Grants nothing, permanently.");
        licenses.MapPost("/{id}/reset-activation", (HttpContext http, IIssuer issuer, string id, string? overlap, string? dryRun) =>
            LicenseAnswers.ReasonAsync(http, issuer, dryRun, (_, serial) => LicenseChange.ResetActivation(id, overlap, serial)))
            .ChangesByReason("ResetServerLicenseActivation", "Lets another installation activate.");
    }
}
