using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions;

namespace LicenseKit.Server;

/// <summary>Decides what operators ask about grants.</summary>
internal sealed class OperatorRequests(ServerState state, IssuingRules rules)
{
    public Decision Decide(Request.IssueServer request, Basis basis) =>
        Decide(basis, own => rules.Issue(state.Ledger, own, request.Draft, request.Id, request.By, basis.Now));

    public Decision Decide(Request.ChangeServer request, Basis basis) =>
        Decide(basis, own => rules.Change(state.Ledger, own, request.Id, request.Draft, request.IfSerial, request.Overlap, request.By, basis.Now));

    public Decision Decide(Request.SetState request, Basis basis) =>
        Decide(basis, own => rules.SetState(state.Ledger, own, request.Id, request.State, request.Reason, request.By, basis.Now));

    public Decision Decide(Request.ResetActivation request, Basis basis) =>
        Decide(basis, own => rules.Reset(state.Ledger, own, request.Id, request.Overlap, request.By, basis.Now));

    public Decision Decide(Request.IssueSession request, Basis basis) =>
        Decide(basis, own => rules.IssueSession(state.Ledger, own, request.Draft, request.Id, request.By, basis.Now));

    public Decision Decide(Request.RevokeSession request, Basis basis) =>
        Decide(basis, _ => IssuingRules.RevokeSession(state.Ledger, request.Id, request.Reason, request.By, basis.Now));

    public Decision Decide(Request.Reissue request, Basis basis) =>
        Decide(basis, own => rules.Reissue(state.Ledger, own, request.Id, basis.Now));

    private Decision Decide(Basis basis, Func<IssuerRights, Outcome<Issued>> rule)
    {
        if (!basis.Own.Is(out var own, out var fault) || !rule(own).Is(out var issued, out fault))
        {
            return fault;
        }

        var (server, session) = (issued.Ledger.Servers.GetValueOrDefault(issued.Id), issued.Ledger.Sessions.GetValueOrDefault(issued.Id));
        var reply = new GrantReply(server, session, state.Sessions.UseOf(issued.Id), basis.Now);
        var changes = new List<Change> { new Change.GrantChanged(state.Ledger, issued.Ledger, issued.Id), new Change.Audited(issued.Audit) };
        if (session is not null && state.Ledger.Sessions.TryGetValue(issued.Id, out var before) && LeaseRule.LengthOf(session) < LeaseRule.LengthOf(before))
        {
            var lowered = new LeaseLength(issued.Id, state.Run.RunTime(basis.At.Ticks), LeaseRule.LengthOf(before));
            changes.Add(new Change.LengthLowered(lowered, state.Lengths));
        }

        return Decision.Signed(reply, server?.Current.Document ?? session!.Document, changes);
    }
}
