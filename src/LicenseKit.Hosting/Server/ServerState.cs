using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Sessions;

namespace LicenseKit.Hosting.Server;

/// <summary>Everything that a server knows; immutable, swapped whole when it is stored.</summary>
internal sealed record ServerState(ChildState Child, Ledger Ledger, SessionTable Sessions)
{
    public static ServerState Empty { get; } = new(new ChildState(), Ledger.Empty, SessionTable.Empty);
}
