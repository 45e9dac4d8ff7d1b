using System.Globalization;
using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Licenses;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages;

/// <summary>Licenses that were issued here, of both types: lists, one of them, its file.</summary>
internal static class IssuedEndpoints
{
    public static void Map(PortalRoutes routes)
    {
        foreach (var (type, path) in ((string, string)[])[("server", "/issued"), ("session", "/session-licenses")])
        {
            routes.View(path, (HttpContext http, ILicenseServer server, IIssuer issuer) => ListAsync(http, server, issuer, type));
            routes.View(path + ".csv", (HttpContext http, IIssuer issuer) => CsvOf(issuer, IssuedList.Read(http.Request.Query, type)));
            routes.View(path + "/{id}", (HttpContext http, ILicenseServer server, IIssuer issuer, IssuedFiles files, IEnumerable<LicenseFormat> formats, string id) =>
                OneAsync(http, server, issuer, files, formats, type, id));
            routes.View(path + "/{id}/versions/{serial:long}", (HttpContext http, IIssuer issuer, string id, long serial) => Version(http.Request, issuer, type, id, serial));
            routes.View(path + "/{id}/file", (HttpContext http, IIssuer issuer, IEnumerable<LicenseFormat> formats, string id) => FileAsync(http, issuer, formats, id));
        }
    }

    private static async Task<IResult> ListAsync(HttpContext http, ILicenseServer server, IIssuer issuer, string type)
    {
        var list = IssuedList.Read(http.Request.Query, type);
        return (await issuer.PageAsync(list.Query, list.After, IssuedList.PageSize, http.RequestAborted).ConfigureAwait(false)).Is(out var page, out var fault)
            ? PageResult.Of<IssuedPage>(new IssuedModel(list, page, server.Held?.Leaf.Oem > 0)) : PageResult.Refused(fault);
    }

    private static async Task<IResult> OneAsync(HttpContext http, ILicenseServer server, IIssuer issuer, IssuedFiles files, IEnumerable<LicenseFormat> formats, string type, string id)
    {
        if (issuer.Find(id) is not { } license || license.Type != type)
        {
            return PageResult.Refused(Unknown(id));
        }

        var after = http.Request.Query.Text("after");
        return (await issuer.VersionsAsync(id, after, LicenseModel.VersionsOfAPage, http.RequestAborted).ConfigureAwait(false)).Is(out var versions, out var fault)
            ? PageResult.Of<LicensePageView>(LicenseModel.Of(license, files.ChainOf(id), versions, after is null, [.. formats.Select(f => f.Name)], server.ClockStatus.Now)) : PageResult.Refused(fault);
    }

    /// <summary>One version beside the one before it, or beside another one that is asked for.</summary>
    private static IResult Version(HttpRequest request, IIssuer issuer, string type, string id, long serial)
    {
        if (issuer.Find(id) is not { } license || license.Type != type || issuer.FindVersion(id, serial) is not { } version)
        {
            return PageResult.Refused(Unknown(id));
        }

        var other = long.TryParse(request.Query.Text("with"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : serial - 1;
        return PageResult.Of<VersionPage>(new VersionModel(license, version, other, issuer.FindVersion(id, other)));
    }

    private static async Task<IResult> FileAsync(HttpContext http, IIssuer issuer, IEnumerable<LicenseFormat> formats, string id)
    {
        if (issuer.Find(id) is not { } license)
        {
            return PageResult.Refused(Unknown(id));
        }

        var name = FileNameOf(license.Client);
        if (http.Request.Query.Text("format") is not { } asked)
        {
            return Results.Bytes(issuer.File(id)!, "application/json", name + ".lic");
        }

        return formats.FirstOrDefault(f => f.Name == asked) is not { } format
            ? PageResult.Refused(new(FaultCode.NotSupported, "This server does not write that format.", "Download the .lic file."))
            : (await issuer.FileAsync(id, format, http.RequestAborted).ConfigureAwait(false)).Is(out var file, out var fault)
                ? Results.Bytes(file, format.MediaType, $"{name}.{format.Name}") : PageResult.Refused(fault);
    }

    private static IResult CsvOf(IIssuer issuer, IssuedList list) => Csv.File($"{list.Path}.csv",
        ["id", "client", "type", "oem", "standing", "state", "serial", "held", "seats", "inUse", "expires", "activated", "lastPing"], Rows(issuer, list));

    private static async IAsyncEnumerable<IReadOnlyList<string>> Rows(IIssuer issuer, IssuedList list)
    {
        await foreach (var license in issuer.ListAsync(list.Query).ConfigureAwait(false))
        {
            yield return
            [
                license.Id, license.Client, license.Type, license.Oem > 0 ? "yes" : "no", license.Standing.Text(), JsonSerializer.Serialize(license.State).Trim('"'), license.Serial.ToString(CultureInfo.InvariantCulture),
                license.Held.ToString(CultureInfo.InvariantCulture), license.Seats.ToString(), license.InUse.ToString(), Say.Iso(license.Expires), license.Activated ? "yes" : "no",
                license.LastPing is { } ping ? Say.Iso(ping) : "",
            ];
        }
    }

    /// <summary>The client's name as a file's: letters and digits of any script, the rest as dashes.</summary>
    internal static string FileNameOf(string client)
    {
        var name = string.Concat(client.Select(c => char.IsLetterOrDigit(c) ? c : '-')).Trim('-');
        return name.Length == 0 ? "license" : name[..Math.Min(name.Length, 60)];
    }

    internal static LicenseFault Unknown(string id) =>
        new(FaultCode.UnknownGrant, $"There is no license '{(id.Length > 64 ? id[..64] : id)}' here.", "Choose one from the list.");
}
