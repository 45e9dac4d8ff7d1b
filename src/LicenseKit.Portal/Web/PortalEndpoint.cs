namespace LicenseKit.Portal.Web;

/// <summary>Marks an endpoint that answers people with pages.</summary>
internal sealed class PortalEndpoint
{
    public static PortalEndpoint Mark { get; } = new();
}
