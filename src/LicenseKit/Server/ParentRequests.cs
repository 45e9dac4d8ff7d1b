using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Protocol;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>Decides about the held license: files that are applied, pings to the own parent, and its answers.</summary>
internal sealed class ParentRequests(ServerState state, PublicKey key)
{
    public Decision Apply(Request.ApplyChain request, Basis basis)
    {
        if (!HolderRules.Apply(state.Child, request.Chain, key, request.Replaces).Is(out var child, out var fault))
        {
            return fault;
        }

        var changes = Held(child, request.By, basis);
        changes.Add(new Change.TimeLearned(new SignedTime(request.Chain.Links.Max(l => l.Claims.IssuedAt), MayLower: false, 0)));
        return Decision.Granted(child.Chain!, changes);
    }

    public Decision MakePing(Request.MakePing request, Basis basis)
    {
        if (!HolderRules.MustPing(state.Child))
        {
            return new LicenseFault(FaultCode.OtherLicense, "The license was replaced by one whose parent is not pinged.", "Nothing needs to be done.");
        }

        var report = Settlement.Report(state.Child, state.Ledger, state.Sessions, basis.Now, request.ClockBehind);
        var child = HolderRules.Ping(state.Child, key, basis.At, request.Nonce, report);
        var ping = child.Exchange.Pending!;
        return child == state.Child ? Decision.Granted(ping) : Decision.Signed(ping, ping.Document, new Change.ChildChanged(state.Child, child));
    }

    public Decision TakeAnswer(Request.TakeAnswer request, Basis basis)
    {
        var result = HolderRules.Answer(state.Child, request.Answer, key, basis.At);
        var changes = Held(result.State, "parent", basis);
        if (result.Contact is not null)
        {
            changes.Add(new Change.PeakReported(state.Sessions.Peak));
        }

        if (result.Time is { } time)
        {
            changes.Add(new Change.TimeLearned(time));
        }

        return Decision.Granted(result, changes);
    }

    /// <summary>A child's next state; when its license is another one, an audit row, and the lease length that was lowered by it.</summary>
    private List<Change> Held(ChildState child, string by, Basis basis)
    {
        var (before, chain) = (state.Child.Chain, child.Chain!);
        var changes = new List<Change>();
        if (child != state.Child)
        {
            changes.Add(new Change.ChildChanged(state.Child, child));
        }

        if (!LinkVersion.Of(chain).SequenceEqual(before is null ? [] : LinkVersion.Of(before)))
        {
            changes.Add(new Change.Audited(new AuditEntry(basis.Now, by, "license.apply", chain.Leaf.Id, $"'{chain.Leaf.Client}', serial {chain.Leaf.Serial}")));
        }

        if (before is not null && chain.Rights.MaxLease < before.Rights.MaxLease)
        {
            var lowered = new LeaseLength(LeaseLengths.OfChain, state.Run.RunTime(basis.At.Ticks), before.Rights.MaxLease);
            changes.Add(new Change.LengthLowered(lowered, state.Lengths));
        }

        return changes;
    }
}
