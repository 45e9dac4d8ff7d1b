using LicenseKit.Portal.Web;

namespace LicenseKit.Portal.Components;

/// <summary>One of the portal's first pages.</summary>
/// <param name="Name">As it is shown.</param>
/// <param name="Path">Below the portal's address.</param>
public sealed record PortalTab(string Name, string Path)
{
    /// <summary>The own license.</summary>
    public static PortalTab Home { get; } = new("Server License", "");

    /// <summary>Licenses of child servers.</summary>
    public static PortalTab Issued { get; } = new("Issued Licenses", "issued");

    /// <summary>Licenses of apps.</summary>
    public static PortalTab SessionLicenses { get; } = new("Session Licenses", "session-licenses");

    /// <summary>Who holds a seat.</summary>
    public static PortalTab Sessions { get; } = new("Sessions", "sessions");

    /// <summary>What is above and below.</summary>
    public static PortalTab Tree { get; } = new("Tree", "tree");

    /// <summary>Would they start.</summary>
    public static PortalTab WhatIf { get; } = new("What if", "what-if");

    /// <summary>What expires when.</summary>
    public static PortalTab Renewals { get; } = new("Renewals", "renewals");

    /// <summary>Who changed what.</summary>
    public static PortalTab Activity { get; } = new("Activity", "activity");

    /// <summary>The list of licenses of a type: <c>server</c> or <c>session</c>.</summary>
    internal static PortalTab Of(string type) => All.First(tab => tab.Path == LicensePaths.Of(type));

    /// <summary>In the order in which they stand.</summary>
    public static IReadOnlyList<PortalTab> All { get; } = [Home, Issued, SessionLicenses, Sessions, Tree, WhatIf, Renewals, Activity];
}
