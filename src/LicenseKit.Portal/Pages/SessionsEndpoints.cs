using LicenseKit.Hosting;
using LicenseKit.Portal.History;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages;

/// <summary>Who holds a seat.</summary>
internal static class SessionsEndpoints
{
    private const int PageSize = 50;
    private const int PageOfCsv = 1000;

    public static void Map(PortalRoutes routes)
    {
        routes.View("/sessions", async (HttpContext http, ILicenseServer server, UseHistory history) =>
        {
            var after = http.Request.Query.Text("after");
            var use = server.Use().Value;
            return (await server.SessionsAsync(after, PageSize, http.RequestAborted).ConfigureAwait(false)).Is(out var page, out var fault)
                ? PageResult.Of<SessionsPage>(new SessionsModel(page, after is null, use, SessionsModel.Picture(history, use))) : PageResult.Refused(fault);
        });
        routes.View("/sessions.csv", (HttpContext http, ILicenseServer server) =>
            Csv.File("sessions.csv", ["id", "license", "client", "kind", "started", "ends", "ended", "host", "user", "version"], RowsAsync(server, http.RequestAborted)));
        routes.Ask("/sessions/{id}/end", (string id, HttpContext http) =>
            PageResult.Of<EndSessionPage>(new EndSessionModel(id, http.Request.Query.Text("who") ?? id, Guid.NewGuid().ToString("N"))));
        routes.Change("/sessions/{id}/end", (string id, HttpContext http, ILicenseServer server, PortalRequest portal) => EndAsync(id, http.Request, server, portal));
    }

    private static async Task<IResult> EndAsync(string id, HttpRequest request, ILicenseServer server, PortalRequest portal)
    {
        var sent = await request.ReadFormAsync(portal.Aborted).ConfigureAwait(false);
        var model = new EndSessionModel(id, sent.Text("who"), sent.Text("key"));
        return (await server.EndSessionAsync(id, portal.User, new(model.Key, id), portal.Aborted).ConfigureAwait(false)).Is(out var fault)
            ? PageResult.SeeOther(portal.Url($"sessions")) : PageResult.Of<EndSessionPage>(model with { Fault = fault }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(ILicenseServer server, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = (await server.SessionsAsync(after, PageOfCsv, cancellationToken).ConfigureAwait(false)).Value;
            foreach (var s in page?.Items ?? [])
            {
                yield return
                [
                    s.Id, s.License, s.Client, s.Kind, Say.Iso(s.Started), Say.Iso(s.Ends), s.Ended ? "yes" : "no",
                    s.Labels.GetValueOrDefault("host", ""), s.Labels.GetValueOrDefault("user", ""), s.Labels.GetValueOrDefault("version", ""),
                ];
            }

            after = page?.Next;
        }
        while (after is not null);
    }
}
