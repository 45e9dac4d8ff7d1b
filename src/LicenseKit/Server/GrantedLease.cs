using LicenseKit.Chains;
using LicenseKit.Protocol;
using LicenseKit.Sessions.Places;
using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>A lease that was given.</summary>
/// <param name="Lease">What it states.</param>
/// <param name="Document">The lease as a document.</param>
/// <param name="Chain">The server's chain, which goes with it.</param>
/// <param name="Standing">The standing of the server's license.</param>
/// <param name="Limit">Why the lease ends sooner than it otherwise would; null when it does not.</param>
internal sealed record GrantedLease(LeaseClaims Lease, Document Document, Chain Chain, StandingReport Standing, SeatLimit? Limit);
