namespace LicenseKit.Portal.Web;

/// <summary>The part of an address after the path.</summary>
internal static class QueryText
{
    /// <summary>What is asked for, with its question mark; empty when nothing is. A null is left out.</summary>
    public static string Of(params IEnumerable<(string Name, string? Value)> parts)
    {
        var query = string.Join('&', parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? "" : "?" + query;
    }
}
