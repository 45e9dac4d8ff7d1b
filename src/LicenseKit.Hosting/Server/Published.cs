using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Server;

/// <summary>The committed state as readers see it: immutable, swapped after each commit.</summary>
/// <param name="Child">The held license and the exchange with the parent.</param>
/// <param name="Ledger">What was issued.</param>
/// <param name="InUse">Seats in use by all sessions.</param>
internal sealed record Published(ChildState Child, Ledger Ledger, Seats InUse)
{
    public static Published Nothing { get; } = new(new ChildState(), Ledger.Empty, Seats.None);

    /// <summary>What the host keeps.</summary>
    public HostDocuments Documents { get; init; } = HostDocuments.None;
}
