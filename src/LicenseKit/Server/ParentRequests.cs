using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>Decides about the held license: files that are applied, pings to the own parent, and its answers.</summary>
internal sealed class ParentRequests(ServerState state, SeatRule seats, PublicKey key)
{
    public Decision Apply(Request.ApplyChain request, Basis basis)
    {
        if (!HolderRules.Apply(state.Child, request.Chain, key, basis.Now, request.Replaces).Is(out var child, out var fault))
        {
            return fault;
        }

        var changes = Held(child, request.By, basis);
        changes.Add(new Change.TimeLearned(new SignedTime(request.Chain.IssuedAt, MayLower: false, 0)));
        return Decision.Granted(child.Chain!, changes);
    }

    public Decision MakePing(Request.MakePing request, Basis basis)
    {
        if (!HolderRules.MustPing(state.Child))
        {
            return new LicenseFault(FaultCode.OtherLicense, "The license was replaced by one whose parent is not pinged.", "Nothing needs to be done.");
        }

        var use = state.Sessions.InUse.All().Where(u => u.Value > 0).OrderByDescending(u => u.Value).Take(Seats.MaxKinds)
            .ToDictionary(u => u.Key, u => u.Value, StringComparer.Ordinal);
        var report = new HolderReport(use, state.Sessions.Peak, state.Ledger.LiveCount(basis.Now), request.ClockBehind);
        var child = HolderRules.Ping(Settled(state.Child, basis), key, basis.At, request.Nonce, report);
        var ping = child.Exchange.Pending!;
        return child == state.Child ? Decision.Granted(ping) : Decision.Signed(ping, ping.Document, new Change.ChildChanged(state.Child, child));
    }

    /// <summary>The former versions of the own license are forgotten that nothing needs any more.</summary>
    public Decision Settle(Basis basis) =>
        Settled(state.Child, basis) is var settled && settled == state.Child ? Decision.Granted(Done.Reply) : Decision.Granted(Done.Reply, new Change.ChildChanged(state.Child, settled));

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

    private ChildState Settled(ChildState child, Basis basis) => child.Former.Length == 0 ? child
        : seats.Settlement(new SeatQuestion(child, state.Ledger, basis.Now)).Settled(basis.At.Ticks);

    /// <summary>A child's next state; when its license is another one, an audit row, and the lease length that was lowered by it.</summary>
    private List<Change> Held(ChildState next, string by, Basis basis)
    {
        var child = Settled(next, basis);
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
