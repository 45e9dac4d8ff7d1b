using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>What stands behind every decision of one instant: computed once for a batch, and again when the held license changes in it.</summary>
internal sealed class Basis
{
    private IReadOnlyDictionary<string, Feature>? _features;

    public Basis(ChildState child, PublicKey key, Moment at)
    {
        Child = child;
        At = at;
        Own = IssuerRights.Of(child, key, at.Now);
        Standing = Own.Value?.Standing ?? StandingReport.NoneHeld;
        FreshUntil = child.Chain is null ? UnixTime.Max : Freshness.FreshUntil.Of(child).At;
    }

    public ChildState Child { get; }

    public Moment At { get; }

    public long Now => At.Now;

    /// <summary>The standing of the held license.</summary>
    public StandingReport Standing { get; }

    /// <summary>The held license and its standing; the fault when none is held.</summary>
    public Outcome<IssuerRights> Own { get; }

    /// <summary>The first instant at which the chain is stale.</summary>
    public long FreshUntil { get; }

    /// <summary>A question about seats at this instant.</summary>
    public SeatQuestion Question(Ledger ledger) => new(Child, ledger, Now);

    /// <summary>The features in force, by name.</summary>
    public IReadOnlyDictionary<string, Feature> Features =>
        _features ??= new SortedDictionary<string, Feature>(new Dictionary<string, Feature>(Child.Chain!.Rights.FeaturesAt(Now)), StringComparer.Ordinal);
}
