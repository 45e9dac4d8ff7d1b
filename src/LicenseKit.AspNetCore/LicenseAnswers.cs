using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LicenseKit.Chains;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.AspNetCore;

/// <summary>What the calls for server and for session licenses answer alike.</summary>
internal static class LicenseAnswers
{
    public const string LicenseFile = "application/vnd.licensekit.license+json";

    private static IResult One(HttpContext http, IssuedLicense license, int status = StatusCodes.Status200OK)
    {
        Serials.Tag(http, license);
        return Results.Json(license, AdminJson.Readable.IssuedLicense, statusCode: status);
    }

    private static IResult Created(HttpContext http, IssuedLicense license)
    {
        http.Response.Headers.Location = $"{http.Request.PathBase}{http.Request.Path.ToString().TrimEnd('/')}/{license.Id}";
        return One(http, license, StatusCodes.Status201Created);
    }

    public static IResult Find(HttpContext http, IIssuer issuer, string id, string type) =>
        issuer.Find(id) is { } license && license.Type == type ? One(http, license) : Problems.Of(Unknown(id), http);

    public static async Task<IResult> FileAsync(HttpContext http, IIssuer issuer, string id, string type, string? format)
    {
        var other = http.RequestServices.GetServices<LicenseFormat>().FirstOrDefault(f => f.Name == format);
        if (other is null && format is not (null or "jws"))
        {
            return Problems.Of(Body.Malformed("'format' is not jws or a format that this server was told to write"), http);
        }

        if (issuer.Find(id) is not { } license || license.Type != type)
        {
            return Problems.Of(Unknown(id), http);
        }

        if (other is null)
        {
            return Results.File(issuer.File(id)!, LicenseFile, FileNames.Of(license.Client, id, ".lic"));
        }

        return (await issuer.FileAsync(id, other, http.RequestAborted).ConfigureAwait(false))
            .Answer(http, file => Results.File(file, other.MediaType, FileNames.Of(license.Client, id, "." + other.Name)));
    }

    public static async Task<IResult> PageAsync(HttpContext http, IIssuer issuer, LicenseFilter filter)
    {
        if (!QueryParameters.TryLimit(filter.Limit, out var limit, out var fault)
            || !QueryParameters.TryStanding(filter.Standing, out var standing, out fault)
            || !QueryParameters.TryInstant("expiresFrom", filter.ExpiresFrom, out var expiresFrom, out fault)
            || !QueryParameters.TryInstant("expiresBefore", filter.ExpiresBefore, out var expiresBefore, out fault)
            || !QueryParameters.TryInstant("pingedBefore", filter.PingedBefore, out var pingedBefore, out fault)
            || !QueryParameters.TrySort(filter.Sort, out var sort, out fault))
        {
            return Problems.Of(fault!, http);
        }

        var query = new LicenseQuery
        {
            Type = filter.Type,
            Search = filter.Search,
            Standing = standing,
            ExpiresFrom = expiresFrom,
            ExpiresBefore = expiresBefore,
            PingedBefore = pingedBefore,
            Sort = sort,
        };
        return (await issuer.PageAsync(query, filter.After, limit, http.RequestAborted).ConfigureAwait(false)).Answer(http,
            page => Results.Json(page, AdminJson.Readable.LicensePage));
    }

    /// <summary>A change whose body is a draft.</summary>
    /// <param name="http">The call.</param>
    /// <param name="issuer">Makes the change.</param>
    /// <param name="dryRun">The query parameter.</param>
    /// <param name="read">Reads the draft.</param>
    /// <param name="change">The change, given the draft and the serial that the caller has seen.</param>
    public static async Task<IResult> DraftAsync<T>(
        HttpContext http, IIssuer issuer, string? dryRun, Func<string, Outcome<T>> read, Func<T, long?, LicenseChange> change)
        where T : class =>
        !(await Body.ReadTextAsync(http).ConfigureAwait(false)).Is(out var json, out var fault)
            || !read(json).Is(out var draft, out fault)
            || !Serials.TryIfMatch(http, out var serial, out fault)
            ? Problems.Of(fault!, http)
            : await ApplyAsync(http, issuer, dryRun, change(draft, serial), json).ConfigureAwait(false);

    /// <summary>A change whose body is <c>{"reason"?}</c> or nothing.</summary>
    /// <param name="http">The call.</param>
    /// <param name="issuer">Makes the change.</param>
    /// <param name="dryRun">The query parameter.</param>
    /// <param name="change">The change, given the reason and the serial that the caller has seen.</param>
    public static async Task<IResult> ReasonAsync(HttpContext http, IIssuer issuer, string? dryRun, Func<string?, long?, LicenseChange> change) =>
        !(await ReadOptionalAsync(http, AdminJson.Readable.ReasonMessage, new(), "{\"reason\": text}").ConfigureAwait(false)).Is(out var message, out var fault)
            || !Serials.TryIfMatch(http, out var serial, out fault)
            ? Problems.Of(fault!, http)
            : await ApplyAsync(http, issuer, dryRun, change(message.Reason, serial), message.Reason).ConfigureAwait(false);

    public static async Task<IResult> RenewAsync(HttpContext http, IIssuer issuer, string? dryRun, string id) =>
        !(await ReadOptionalAsync(http, AdminJson.Readable.RenewLicenseMessage, new(), "{\"until\": instant}").ConfigureAwait(false)).Is(out var message, out var fault)
            || !Serials.TryIfMatch(http, out var serial, out fault)
            || !QueryParameters.TryInstant("until", message.Until, out var until, out fault)
            ? Problems.Of(fault!, http)
            : await ApplyAsync(http, issuer, dryRun, LicenseChange.Renew(id, until, serial), message.Until).ConfigureAwait(false);

    public static async Task<IResult> VersionsAsync(HttpContext http, IIssuer issuer, string id, string type, string? limit, string? after) =>
        !QueryParameters.TryLimit(limit, out var most, out var fault) ? Problems.Of(fault!, http)
            : issuer.Find(id)?.Type != type ? Problems.Of(Unknown(id), http)
            : (await issuer.VersionsAsync(id, after, most, http.RequestAborted).ConfigureAwait(false)).Answer(http, page =>
                Results.Json(page, AdminJson.Readable.LicenseVersionPage));

    public static IResult Version(HttpContext http, IIssuer issuer, string id, string type, string serial) =>
        long.TryParse(serial, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && issuer.Find(id)?.Type == type && issuer.FindVersion(id, number) is { } version
            ? Results.Json(version, AdminJson.Readable.LicenseVersion)
            : Problems.Of(Unknown(id, "No version with this serial of a license with this id was issued here."), http);

    public static LicenseFault Unknown(string id, string what = "No license with this id was issued here.") =>
        new(FaultCode.UnknownGrant, what, "List the licenses to find its id.", id.Length <= 64 ? id : null);

    /// <summary>A body that may be left out.</summary>
    private static async Task<Outcome<T>> ReadOptionalAsync<T>(HttpContext http, JsonTypeInfo<T> type, T none, string form)
        where T : class
    {
        if (!(await Body.ReadAsync(http).ConfigureAwait(false)).Is(out var bytes, out var fault))
        {
            return fault;
        }

        try
        {
            return bytes.Length == 0 ? none : JsonSerializer.Deserialize(bytes, type) ?? none;
        }
        catch (JsonException)
        {
            return Body.Malformed($"it is not {form}");
        }
    }

    private static async Task<IResult> ApplyAsync(HttpContext http, IIssuer issuer, string? dryRun, LicenseChange change, string? content)
    {
        if (!QueryParameters.TryFlag("dryRun", dryRun, out var isPreview, out var fault)
            || !IdempotencyKeys.TryRead(http, content ?? "", out var key, out fault))
        {
            return Problems.Of(fault!, http);
        }

        if (isPreview)
        {
            return (await issuer.PreviewAsync(change, http.RequestAborted).ConfigureAwait(false)).AnswerChange(http,
                preview => Results.Json(preview, AdminJson.Readable.IssuedLicense));
        }

        return (await issuer.ApplyAsync(change, Operators.By(http), key, http.RequestAborted).ConfigureAwait(false)).AnswerChange(http,
            license => change.IsNew ? Created(http, license) : One(http, license));
    }

    /// <summary>The query parameters of a list, as they were sent.</summary>
    internal sealed record LicenseFilter(string Type)
    {
        public string? Limit { get; init; }

        public string? After { get; init; }

        public string? Search { get; init; }

        public string? Standing { get; init; }

        public string? ExpiresFrom { get; init; }

        public string? ExpiresBefore { get; init; }

        public string? PingedBefore { get; init; }

        public string? Sort { get; init; }
    }
}
