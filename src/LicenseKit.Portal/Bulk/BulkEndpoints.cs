using LicenseKit.Hosting;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LicenseKit.Portal.Bulk;

/// <summary>Bulk: many licenses from a CSV file, reviewed, then those signed that can be.</summary>
internal static class BulkEndpoints
{
    public static void Map(PortalRoutes routes)
    {
        foreach (var type in (string[])["server", "session"])
        {
            var path = $"/{LicensePaths.Of(type)}/bulk";
            routes.Ask(path, (ILicenseServer server) => PageResult.Of<BulkPage>(new BulkModel { Type = BulkType.Of(type, server) }));
            routes.Ask($"{path}/template.csv", (ILicenseServer server) => Template(BulkType.Of(type, server)));
            routes.Change(path, (HttpContext http, ILicenseServer server, IIssuer issuer) =>
                ReviewAsync(http, BulkType.Of(type, server), issuer));
            routes.Change($"{path}/sign", (HttpContext http, ILicenseServer server, IIssuer issuer, PortalRequest portal) =>
                SignAsync(http, BulkType.Of(type, server), issuer, portal.User));
            routes.View($"{path}/licenses.csv", (HttpContext http, IIssuer issuer) => Signed(http.Request.Query["id"], issuer, type));
        }
    }

    private static async Task<IResult> ReviewAsync(HttpContext http, BulkType type, IIssuer issuer)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var bytes = await form.FileAsync("file", "text", http.RequestAborted).ConfigureAwait(false);
        if (!CsvFile.Decode(bytes).Is(out var text, out var fault) || !BulkFile.Read(type, text).Is(out var file, out fault))
        {
            return Refused(type, text, fault);
        }

        var changes = file.Rows.Select(r => r.Change.Value).OfType<LicenseChange>().ToArray();
        var outcomes = new Queue<Outcome<IssuedLicense>>(await issuer.PreviewAllAsync(changes, http.RequestAborted).ConfigureAwait(false));
        var model = new BulkModel
        {
            Type = type,
            Text = text,
            Results = [.. file.Rows.Select(r => new BulkResult(r, r.Change.Is(out _, out var unread) ? outcomes.Dequeue() : unread))],
        };
        return PageResult.Of<BulkReviewPage>(model with { Left = model.Licenses is [.., var last] ? last.Left : issuer.Usage().Value },
            model.Licenses.Count == 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>Signs the rows that were reviewed as good, and no others.</summary>
    private static async Task<IResult> SignAsync(HttpContext http, BulkType type, IIssuer issuer, string by)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var (text, lines) = (form.Text("text"), form.Text("lines"));
        if (!BulkFile.Read(type, text).Is(out var file, out var fault))
        {
            return Refused(type, text, fault);
        }

        var seen = lines.Split(',').ToHashSet(StringComparer.Ordinal);
        var chosen = file.Rows.Where(r => r.Change.Value is not null && seen.Contains($"{r.Line}")).ToArray();
        var key = new IdempotencyKey(form.Text("key"), $"{lines} {text}");
        var changes = chosen.Select(r => r.Change.Value!).ToArray();
        var outcomes = await issuer.ApplyAllAsync(changes, by, key, http.RequestAborted).ConfigureAwait(false);
        var made = chosen.Zip(outcomes).ToDictionary(p => p.First.Line, p => p.Second);
        BulkResult[] results = [.. file.Rows.Select(r => made.TryGetValue(r.Line, out var outcome) ? new(r, outcome) : Unsigned(r))];
        var rest = file.With(results.Where(r => r.License is null).Select(r => r.Row));
        return PageResult.Of<BulkResultPage>(new BulkModel { Type = type, Text = rest, Results = results });
    }

    private static BulkResult Unsigned(BulkRow row) => row.Change.Fault is { } unread ? new(row, unread) : new(row, null);

    private static IResult Refused(BulkType type, string? text, LicenseFault fault) =>
        PageResult.Of<BulkPage>(new BulkModel { Type = type, Text = text ?? "", Fault = fault }, StatusCodes.Status422UnprocessableEntity);

    private static IResult Template(BulkType type) => Csv.File($"{type.Path}-template.csv", [.. type.Columns.Select(c => c.Name)],
        Rows([[.. type.Columns.Select(c => c.Examples.First)], [.. type.Columns.Select(c => c.Examples.Second)]]));

    /// <summary>The licenses that were signed together.</summary>
    private static IResult Signed(StringValues ids, IIssuer issuer, string type)
    {
        var licenses = ids.OfType<string>().Take(LicenseChange.MaxBatch).Select(issuer.Find).OfType<IssuedLicense>()
            .Where(l => l.Type == type);
        return Csv.File($"signed-{LicensePaths.Of(type)}.csv", ["id", "client", "seats", "expires"],
            Rows(licenses.Select(l => (string[])[l.Id, l.Client, l.Seats.ToString(), Say.Iso(l.Expires)])));
    }

    private static IAsyncEnumerable<IReadOnlyList<string>> Rows(IEnumerable<string[]> rows) => rows.ToAsyncEnumerable();
}
