using LicenseKit.Hosting;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages;

/// <summary>What expires when.</summary>
internal static class RenewalsEndpoints
{
    private const int Months = 12;

    /// <summary>Most licenses of the list of one month.</summary>
    private const int MostRows = 500;

    public static void Map(PortalRoutes routes)
    {
        routes.View("/renewals", async (HttpContext http, ILicenseServer server, IIssuer issuer) =>
            PageResult.Of<RenewalsPage>(await ReadAsync(issuer, server.ClockStatus.Now, http.Request.Query.Day("month"), http.RequestAborted).ConfigureAwait(false)));
        routes.View("/renewals.csv", (IIssuer issuer, ILicenseServer server) =>
            Csv.File("renewals.csv", ["expires", "client", "type", "id", "standing", "seats"], RowsAsync(issuer, server.ClockStatus.Now)));
    }

    /// <summary>The number for each month, and the licenses of one.</summary>
    private static async Task<RenewalsModel> ReadAsync(IIssuer issuer, DateTimeOffset now, DateTimeOffset? asked, CancellationToken cancellationToken)
    {
        var first = FirstOf(now);
        var month = asked is { } day && FirstOf(day) is var chosen && chosen >= first && chosen < first.AddMonths(Months) ? chosen : first;
        DateTimeOffset[] bounds = [.. Enumerable.Range(0, Months + 1).Select(i => first.AddMonths(i))];
        var query = new LicenseQuery { Sort = LicenseSort.Expires, ExpiresFrom = month, ExpiresBefore = month.AddMonths(1) };
        var page = (await issuer.PageAsync(query, limit: MostRows, cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
        return new([.. bounds.Zip(issuer.CountExpiring(bounds))], month, [.. (page?.Items ?? []).Where(l => l.State != Licenses.LicenseState.Revoked)]);
    }

    private static async IAsyncEnumerable<IssuedLicense> Ahead(IIssuer issuer, DateTimeOffset from, DateTimeOffset to)
    {
        await foreach (var license in issuer.ListAsync(new LicenseQuery { Sort = LicenseSort.Expires, ExpiresFrom = from, ExpiresBefore = to }).ConfigureAwait(false))
        {
            if (license.State != Licenses.LicenseState.Revoked)
            {
                yield return license;
            }
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(IIssuer issuer, DateTimeOffset now)
    {
        await foreach (var license in Ahead(issuer, FirstOf(now), FirstOf(now).AddMonths(Months)).ConfigureAwait(false))
        {
            yield return [Say.Iso(license.Expires), license.Client, license.Type, license.Id, Chains.StandingText.Text(license.Standing), license.Seats.ToString()];
        }
    }

    private static DateTimeOffset FirstOf(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
}
