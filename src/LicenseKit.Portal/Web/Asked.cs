using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Web;

/// <summary>What a link asks for.</summary>
internal static class Asked
{
    /// <summary>A parameter; null when it is missing or empty.</summary>
    public static string? Text(this IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text.Trim() : null;

    /// <summary>A day at 00:00 UTC; null when it is missing or not a day.</summary>
    public static DateTimeOffset? Day(this IQueryCollection query, string name) => Words.Day.Read(query.Text(name));
}
