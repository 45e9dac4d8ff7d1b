using LicenseKit.Issuing;

namespace LicenseKit.Server;

/// <summary>What one request would be answered.</summary>
/// <param name="Grant">The grant as it would be; null when the request would be refused.</param>
/// <param name="Fault">Why it would be refused; null when it would not.</param>
/// <param name="Ledger">What would be issued with it.</param>
internal sealed record Previewed(GrantReply? Grant, LicenseFault? Fault, Ledger Ledger);
