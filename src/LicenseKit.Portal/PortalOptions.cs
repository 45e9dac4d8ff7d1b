namespace LicenseKit.Portal;

/// <summary>How the portal presents itself.</summary>
public sealed class PortalOptions
{
    /// <summary>The name at the top of each page; the client of the held license unless given.</summary>
    public string? Name { get; set; }

    /// <summary>Where the way out is, such as <c>/sign-out</c>; null shows none.</summary>
    public string? SignOutPath { get; set; }

    /// <summary>Where the settings of accounts are; null shows none.</summary>
    public string? SettingsPath { get; set; }
}
