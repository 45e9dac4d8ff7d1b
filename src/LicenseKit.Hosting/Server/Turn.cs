using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Server;

/// <summary>One decision of the writer: the state that it finds and leaves, the instant, and what it touches.</summary>
internal sealed class Turn(ServerState state, Moment at, PublicKey key)
{
    public ServerState State { get; set; } = state;

    public Moment At { get; } = at;

    public Touched Touched { get; } = new();

    /// <summary>The held license and its worth; the fault when none is held.</summary>
    public Outcome<IssuerRights> Own() => State.Child.Chain is { } chain
        ? new IssuerRights(chain, ChildStanding.Of(State.Child, key, At.Now))
        : StandingReport.NoneHeld.Fault!;

    public SessionContext Sessions() => new(
        State.Child.Chain, ChildStanding.Of(State.Child, key, At.Now), State.Child.Chain is null ? UnixTime.Max : FreshUntil.Of(State.Child).At, State.Ledger, At);

    /// <summary>Takes a step at the issuer: the ledger, the grant that changed, and its audit row.</summary>
    public void Take(Issued issued)
    {
        State = State with { Ledger = issued.Ledger };
        Touched.Audits.Add(issued.Audit);
        (issued.Ledger.Servers.ContainsKey(issued.Id) ? Touched.Servers : Touched.SessionLicenses).Add(issued.Id);
    }
}
