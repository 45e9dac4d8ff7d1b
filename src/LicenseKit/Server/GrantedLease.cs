using LicenseKit.Chains;
using LicenseKit.Protocol;
using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>A lease that was given.</summary>
/// <param name="Lease">What it states.</param>
/// <param name="Document">The lease as a document.</param>
/// <param name="Chain">The server's chain, which goes with it.</param>
/// <param name="Standing">The standing of the server's license.</param>
internal sealed record GrantedLease(LeaseClaims Lease, Document Document, Chain Chain, StandingReport Standing);
