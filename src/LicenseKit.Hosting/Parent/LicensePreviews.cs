using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Stages;

namespace LicenseKit.Hosting.Parent;

/// <summary>What requests would make, as operators see it.</summary>
internal static class LicensePreviews
{
    /// <summary>What the grant would be, and what it leaves; or why it would be refused.</summary>
    public static Outcome<IssuedLicense> Of(Previewed item, Chain? own)
    {
        if (item.Grant is not { } grant)
        {
            return item.Fault!;
        }

        var timeline = grant.Server is { } server ? Timeline.Of(server.Claims) : Timeline.Of(grant.Session!.Claims);
        return IssuedLicenses.Of(grant) with
        {
            Timeline = [.. timeline.Segments(UnixTime.ToInstant(timeline.Starts[0]), UnixTime.ToInstant(timeline.End))],
            Left = IssuerUsages.Of(item.Ledger, own!, grant.Now, grant.Now),
        };
    }
}
