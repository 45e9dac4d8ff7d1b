using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages;

/// <summary>What a list of licenses was asked for.</summary>
/// <param name="Type">server or session.</param>
/// <param name="Search">Part of a name.</param>
/// <param name="Standing">Only this one; null for all.</param>
/// <param name="Sort">The order.</param>
/// <param name="After">The cursor of the page before.</param>
internal sealed record IssuedList(string Type, string? Search, Standing? Standing, LicenseSort Sort, string? After)
{
    public const int PageSize = 50;

    /// <summary>The path of the list below the portal.</summary>
    public string Path => LicensePaths.Of(Type);

    public LicenseQuery Query => new() { Search = Search, Type = Type, Standing = Standing, Sort = Sort };

    /// <summary>True when nothing is left out.</summary>
    public bool IsAll => Search is null && Standing is null;

    public static IssuedList Read(IQueryCollection query, string type) => new(type, query.Text("search"),
        Named<Standing>(query.Text("standing")) is { } standing and not Chains.Standing.None ? standing : null,
        Named<LicenseSort>(query.Text("sort")) ?? LicenseSort.Client, query.Text("after"));

    /// <summary>The address of this list with something else asked for.</summary>
    public string Url(PortalRequest portal) => portal.Home + Path + Text(After);

    /// <summary>All pages of this list as one file.</summary>
    public string CsvUrl(PortalRequest portal) => $"{portal.Home}{Path}.csv{Text(null)}";

    private string Text(string? after) => QueryText.Of(
        ("search", Search), ("standing", Standing?.ToString()), ("sort", Sort == LicenseSort.Client ? null : Sort.ToString()), ("after", after));

    /// <summary>A value by its name, in any case; numbers are none.</summary>
    private static T? Named<T>(string? name)
        where T : struct, Enum => Enum.GetNames<T>().FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known ? Enum.Parse<T>(known) : null;
}
