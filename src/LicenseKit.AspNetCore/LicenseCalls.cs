using LicenseKit.Chains;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.AspNetCore;

/// <summary>The admin calls that server and session licenses have alike.</summary>
internal static class LicenseCalls
{
    /// <summary>Maps the list, one license, its file and its versions.</summary>
    public static void MapReads(this RouteGroupBuilder licenses, string type, string name, string list, string one, string file)
    {
        licenses.MapGet("/", (
            HttpContext http, IIssuer issuer, string? limit, string? after, string? search, string? standing, string? expiresFrom, string? expiresBefore,
            string? pingedBefore, string? sort) =>
            LicenseAnswers.PageAsync(http, issuer, new(type)
            {
                Limit = limit,
                After = after,
                Search = search,
                Standing = standing,
                ExpiresFrom = expiresFrom,
                ExpiresBefore = expiresBefore,
                PingedBefore = pingedBefore,
                Sort = sort,
            }))
            .Produces<LicensePage>().WithName($"List{name}s").WithSummary(list);
        licenses.MapGet("/{id}", (HttpContext http, IIssuer issuer, string id) => LicenseAnswers.Find(http, issuer, id, type))
            .Produces<IssuedLicense>().Refuses(StatusCodes.Status404NotFound).WithName($"Get{name}").WithSummary(one);
        var formats = ((IEndpointRouteBuilder)licenses).ServiceProvider.GetServices<LicenseFormat>();
        licenses.MapGet("/{id}/file", (HttpContext http, IIssuer issuer, string id, string? format) => LicenseAnswers.FileAsync(http, issuer, id, type, format))
            .Produces<LicenseFileMessage>(StatusCodes.Status200OK, LicenseAnswers.LicenseFile, [.. formats.Select(f => f.MediaType)]).Refuses(StatusCodes.Status404NotFound).WithName($"Get{name}File").WithSummary(file);
        licenses.MapGet("/{id}/versions", (HttpContext http, IIssuer issuer, string id, string? limit, string? after) => LicenseAnswers.VersionsAsync(http, issuer, id, type, limit, after))
            .Produces<LicenseVersionPage>().Refuses(StatusCodes.Status404NotFound).WithName($"List{name}Versions").WithSummary("The versions of a license, newest first: a page.");
        licenses.MapGet("/{id}/versions/{serial}", (HttpContext http, IIssuer issuer, string id, string serial) => LicenseAnswers.Version(http, issuer, id, type, serial))
            .Produces<LicenseVersion>().Refuses(StatusCodes.Status404NotFound).WithName($"Get{name}Version").WithSummary("One version of a license, with its draft.");
    }

    /// <summary>Maps the renewal.</summary>
    public static void MapRenewal(this RouteGroupBuilder licenses, string name) =>
        licenses.MapPost("/{id}/renew", (HttpContext http, IIssuer issuer, string id, string? dryRun) => LicenseAnswers.RenewAsync(http, issuer, dryRun, id))
            .MayTake<RenewLicenseMessage>().Changes($"Renew{name}", "The next version, which ends later: at 'until', or after one more duration.");

    /// <summary>Describes a call that issues a license from a draft.</summary>
    public static void Issues<TDraft>(this RouteHandlerBuilder call, string name, string summary)
        where TDraft : notnull =>
        call.Takes<TDraft>().Produces<IssuedLicense>(StatusCodes.Status201Created).Produces<IssuedLicense>()
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity).WithName(name).WithSummary(summary);

    /// <summary>Describes a call that replaces the draft of a license.</summary>
    public static void Replaces<TDraft>(this RouteHandlerBuilder call, string name, string summary)
        where TDraft : notnull =>
        call.Takes<TDraft>().Changes(name, summary);

    /// <summary>Describes a call that changes a license, by a body of <c>{"reason"?}</c> or none.</summary>
    public static void ChangesByReason(this RouteHandlerBuilder call, string name, string summary) => call.MayTake<ReasonMessage>().Changes(name, summary);

    private static void Changes(this RouteHandlerBuilder call, string name, string summary) =>
        call.Produces<IssuedLicense>()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed, StatusCodes.Status422UnprocessableEntity)
            .WithName(name).WithSummary(summary);
}
