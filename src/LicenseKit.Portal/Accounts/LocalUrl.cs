namespace LicenseKit.Portal.Accounts;

/// <summary>Where somebody goes after signing in: a page of this server and nowhere else.</summary>
internal static class LocalUrl
{
    public static string Of(string? url, string otherwise) =>
        url is ['/', .. var rest] && !rest.StartsWith('/') && !rest.StartsWith('\\') && !url.Any(char.IsControl) ? url : otherwise;
}
