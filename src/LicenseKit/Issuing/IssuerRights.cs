using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>The license under which a server issues, and what it is worth now.</summary>
internal sealed record IssuerRights(Chain Chain, StandingReport Standing)
{
    /// <summary>The held license and its standing; the fault when none is held.</summary>
    public static Outcome<IssuerRights> Of(ChildState child, PublicKey key, long now) =>
        child.Chain is { } chain ? new IssuerRights(chain, HolderStanding.Of(child, key, now)) : StandingReport.NoneHeld.Fault!;

    /// <summary>Null when something new may be issued: a license in grace serves sessions, but grants nothing new.</summary>
    public LicenseFault? MayIssue() => Standing.Standing == Chains.Standing.Good ? null
        : Standing.Fault is { } fault
        ? new(FaultCode.MayNotIssue, $"Nothing new can be issued: {fault.Message}", fault.Remedy, link: fault.Link)
        : new(FaultCode.MayNotIssue, $"Nothing new can be issued: license '{Chain.Leaf.Client}' is in its grace period.", "Get it extended.", link: Chain.Leaf.Id);
}
