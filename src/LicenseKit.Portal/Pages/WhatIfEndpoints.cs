using System.Globalization;
using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Licenses;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages;

/// <summary>A question about an instant; nothing is taken or signed.</summary>
internal static class WhatIfEndpoints
{
    private const int MostChoices = 200;
    private const long MostAsked = 1_000_000;

    public static void Map(PortalRoutes routes) => routes.View("/what-if", AskAsync);

    private static async Task<IResult> AskAsync(HttpContext http, ILicenseServer server, IIssuer issuer, IssuedFiles files)
    {
        var asked = http.Request.Query;
        var now = server.ClockStatus.Now;
        if (!(await issuer.PageAsync(new LicenseQuery { Type = "session" }, limit: MostChoices, cancellationToken: http.RequestAborted).ConfigureAwait(false)).Is(out var page, out var fault))
        {
            return PageResult.Refused(fault);
        }

        string[] kinds = server.Held is { } own ? [.. own.Leaf.Seats.Kinds.Union(page.Items.SelectMany(l => l.Seats.Kinds))] : [];
        kinds = kinds.Length == 0 ? ["developer", "execution"] : kinds;
        var license = asked.Text("license") is { } id ? issuer.Find(id) : null;
        var model = new WhatIfModel
        {
            Licenses = page.Items,
            Kinds = kinds,
            License = license is { Type: "session" } ? license : null,
            Kind = asked.Text("kind") is { } kind && kinds.Contains(kind) ? kind : kinds[0],
            Count = long.TryParse(asked.Text("count"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 1, MostAsked) : 1,
            At = DateTime.TryParseExact(asked.Text("when"), "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var when)
                && when.Year < 9990 && new DateTimeOffset(when, TimeSpan.Zero) is var at && at > now ? at : now,
        };
        var chain = model.License is null ? server.Held
            : files.ChainOf(model.License.Id);
        var usage = issuer.Usage(model.At).Value;
        return PageResult.Of<WhatIfPage>(chain is null || usage is null || !asked.ContainsKey("count") ? model
            : model with { Answer = model.Ask(chain, usage, model.At == now ? server.Use().Value : null) });
    }
}
