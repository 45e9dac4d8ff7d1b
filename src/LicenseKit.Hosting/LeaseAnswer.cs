using LicenseKit.Chains;

namespace LicenseKit.Hosting;

/// <summary>A seat, as it goes over a network: the app verifies the chain from its pinned root, then the lease.</summary>
/// <param name="Lease">The lease in compact form.</param>
/// <param name="Chain">The server licenses, root first.</param>
/// <param name="Keys">Keys of links bound by License Code.</param>
/// <param name="RenewWithin">Seconds in which to renew.</param>
/// <param name="Standing">The standing of the server's license.</param>
/// <param name="EndsEarly">Why the lease ends sooner than it otherwise would, and what comes before the session then; null when it does not.</param>
public sealed record LeaseAnswer(
    string Lease, IReadOnlyList<string> Chain, IReadOnlyDictionary<string, string> Keys, long RenewWithin, Standing Standing, LicenseFault? EndsEarly = null);
