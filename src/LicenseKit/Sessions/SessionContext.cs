using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;

namespace LicenseKit.Sessions;

/// <summary>What stands behind a server's sessions at one instant: its license and worth, its grants, both clocks.</summary>
internal sealed record SessionContext(Chain? Chain, StandingReport Standing, long FreshUntil, Ledger Ledger, Moment At);
