using LicenseKit.Chains;
using LicenseKit.Protocol;

namespace LicenseKit.Sessions;

/// <summary>A lease that proves a seat, and the chain of the server that gave it: newer than the app's own file, as a rule.</summary>
internal sealed record VerifiedLease(LeaseClaims Lease, Chain Server);
