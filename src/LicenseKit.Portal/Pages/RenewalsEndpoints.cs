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

    /// <summary>The licenses by the month of their end, in one walk by expiry that stops after the last month.</summary>
    private static async Task<RenewalsModel> ReadAsync(IIssuer issuer, DateTimeOffset now, DateTimeOffset? asked, CancellationToken cancellationToken)
    {
        var first = FirstOf(now);
        var month = asked is { } day && FirstOf(day) is var chosen && chosen >= first && chosen < first.AddMonths(Months) ? chosen : first;
        var counts = new int[Months];
        var rows = new List<IssuedLicense>();
        await foreach (var license in Ahead(issuer, first, first.AddMonths(Months)).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var index = ((license.Expires.UtcDateTime.Year - first.Year) * 12) + license.Expires.UtcDateTime.Month - first.Month;
            counts[index]++;
            if (FirstOf(license.Expires) == month && rows.Count < MostRows)
            {
                rows.Add(license);
            }
        }

        return new([.. Enumerable.Range(0, Months).Select(i => (first.AddMonths(i), counts[i]))], month, rows);
    }

    private static async IAsyncEnumerable<IssuedLicense> Ahead(IIssuer issuer, DateTimeOffset from, DateTimeOffset to)
    {
        await foreach (var license in issuer.ListAsync(new LicenseQuery { Sort = LicenseSort.Expires, ExpiresBefore = to }).ConfigureAwait(false))
        {
            if (license.Expires >= from && license.State != Licenses.LicenseState.Revoked)
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
