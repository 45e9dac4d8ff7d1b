using LicenseKit.Hosting;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages;

/// <summary>Who changed what.</summary>
internal static class ActivityEndpoints
{
    private const int PageSize = 50;
    private const int PageOfCsv = 1000;

    public static void Map(PortalRoutes routes)
    {
        routes.View("/activity", async (HttpContext http, ILicenseServer server, IIssuer issuer) =>
        {
            var query = Read(http.Request.Query);
            return (await server.ActivityAsync(query, http.RequestAborted).ConfigureAwait(false)).Is(out var page, out var fault)
                ? PageResult.Of<ActivityListPage>(new ActivityModel(query, page, NamesOf(issuer, page))) : PageResult.Refused(fault);
        });
        routes.View("/activity.csv", (HttpContext http, ILicenseServer server) =>
            Csv.File("activity.csv", ["number", "at", "by", "action", "license", "text"], RowsAsync(server, Read(http.Request.Query), http.RequestAborted)));
    }

    private static ActivityQuery Read(IQueryCollection asked) => new()
    {
        Limit = PageSize,
        After = asked.Text("after"),
        License = asked.Text("license"),
        Actor = asked.Text("actor"),
        Action = asked.Text("action"),
        From = asked.Day("from"),
        To = asked.Day("to") is { } last && last.Year < 9999 ? last.AddDays(1) : null,
    };

    /// <summary>The clients of the licenses on a page, by id.</summary>
    private static Dictionary<string, IssuedLicense> NamesOf(IIssuer issuer, ActivityPage page) => page.Items.Select(r => r.License).OfType<string>().Distinct(StringComparer.Ordinal)
        .Select(issuer.Find).OfType<IssuedLicense>().ToDictionary(l => l.Id, StringComparer.Ordinal);

    private static async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        ILicenseServer server, ActivityQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? after = null; ;)
        {
            var page = (await server.ActivityAsync(query with { Limit = PageOfCsv, After = after }, cancellationToken).ConfigureAwait(false)).Value;
            foreach (var row in page?.Items ?? [])
            {
                yield return [row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), Say.Iso(row.At), row.By, row.Action, row.License ?? "", row.Text];
            }

            if (page?.Next is null)
            {
                yield break;
            }

            after = page.Next;
        }
    }
}
