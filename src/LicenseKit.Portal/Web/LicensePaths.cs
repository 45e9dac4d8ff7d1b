namespace LicenseKit.Portal.Web;

/// <summary>Where the licenses of a type are, below the portal.</summary>
internal static class LicensePaths
{
    /// <summary>The list of <c>server</c> or <c>session</c> licenses.</summary>
    public static string Of(string type) => type == "server" ? "issued" : "session-licenses";
}
