using LicenseKit.Issuing;
using LicenseKit.Sessions;

namespace LicenseKit.Server;

/// <summary>Decides what operators ask about grants.</summary>
internal sealed class OperatorRequests(ServerState state, IssuingRules servers, SessionIssuingRules sessions, SeatRule seats)
{
    /// <summary>How often the start of a grant is moved until it takes no seat from anybody: its end may move with it.</summary>
    private const int MostMoves = 16;

    public Decision Decide(Request.IssueServer request, Basis basis) =>
        Decide(basis, request.Id, (own, freeFrom) => servers.Issue(state.Ledger, own, request.Draft, request.Id, request.By, basis.Now, freeFrom), request.Draft.WhenFree);

    public Decision Decide(Request.ChangeServer request, Basis basis) =>
        Decide(basis, request.Id, (own, _) => servers.Change(state.Ledger, own, request.Id, request.Draft, request.IfSerial, request.Overlap, request.By, basis.Now));

    public Decision Decide(Request.SetState request, Basis basis) =>
        Decide(basis, request.Id, (own, _) => servers.SetState(state.Ledger, own, request.Id, request.State, request.Reason, request.By, basis.Now, request.IfSerial));

    public Decision Decide(Request.ResetActivation request, Basis basis) =>
        Decide(basis, request.Id, (own, _) => servers.Reset(state.Ledger, own, request.Id, request.Overlap, request.By, basis.Now, request.IfSerial));

    public Decision Decide(Request.IssueSession request, Basis basis) =>
        Decide(basis, request.Id, (own, freeFrom) => sessions.Issue(state.Ledger, own, request.Draft, request.Id, request.By, basis.Now, freeFrom), request.Draft.WhenFree);

    public Decision Decide(Request.ChangeSession request, Basis basis) =>
        Decide(basis, request.Id, (own, _) => sessions.Change(state.Ledger, own, request.Id, request.Draft, request.IfSerial, request.By, basis.Now));

    public Decision Decide(Request.RenewLicense request, Basis basis) =>
        Decide(basis, request.Id, (own, _) => IsSession(request.Id)
            ? sessions.Renew(state.Ledger, own, request.Id, request.Until, request.IfSerial, request.By, basis.Now)
            : servers.Renew(state.Ledger, own, request.Id, request.Until, request.IfSerial, request.By, basis.Now));

    public Decision Decide(Request.RevokeSession request, Basis basis) =>
        Decide(basis, request.Id, (_, _) => SessionIssuingRules.Revoke(state.Ledger, request.Id, request.Reason, request.By, basis.Now, request.IfSerial));

    public Decision Decide(Request.Reissue request, Basis basis) =>
        Decide(basis, request.Id, (own, _) => IsSession(request.Id)
            ? sessions.Reissue(state.Ledger, own, request.Id, basis.Now)
            : servers.Reissue(state.Ledger, own, request.Id, basis.Now));

    /// <summary>Rights that ran out by themselves count no longer.</summary>
    public Decision Decide(Request.RunOut request, Basis basis)
    {
        var (before, runTime) = (state.Ledger, state.Run.RunTime(basis.At.Ticks));
        return before.Servers.TryGetValue(request.Id, out var grant) && grant.RunsOut <= runTime
            ? Decision.Granted(Done.Reply, new Change.GrantReported(before, before.With(grant.RunOut(runTime)), request.Id))
            : Decision.Granted(Done.Reply);
    }

    private bool IsSession(string id) => state.Ledger.Sessions.ContainsKey(id);

    private Decision Decide(Basis basis, string id, Func<IssuerRights, long, Outcome<Issued>> rule, bool whenFree = false)
    {
        if (!basis.Own.Is(out var own, out var fault) || !WithoutLoss(basis, id, freeFrom => rule(own, freeFrom), whenFree).Is(out var issued, out fault))
        {
            return fault;
        }

        if (issued.Audit is not { } audit)
        {
            return Decision.Granted(Reply(issued.Ledger, issued.Id, own, basis));
        }

        issued = issued with { Ledger = issued.Ledger.Heard(issued.Id, state.Run.RunTime(basis.At.Ticks)) };
        var reply = Reply(issued.Ledger, issued.Id, own, basis);
        var (server, session) = (reply.Server, reply.Session);
        var changes = new List<Change> { new Change.GrantChanged(state.Ledger, issued.Ledger, issued.Id), new Change.Audited(audit) };
        if (session is not null && state.Ledger.Sessions.TryGetValue(issued.Id, out var before) && LeaseRule.LengthOf(session) < LeaseRule.LengthOf(before))
        {
            var lowered = new LeaseLength(issued.Id, state.Run.RunTime(basis.At.Ticks), LeaseRule.LengthOf(before));
            changes.Add(new Change.LengthLowered(lowered, state.Lengths));
        }

        return Decision.Signed(reply, server?.Current.Document ?? session!.Current.Document, changes);
    }

    private GrantReply Reply(Ledger ledger, string id, IssuerRights own, Basis basis)
    {
        var (server, session) = (ledger.Servers.GetValueOrDefault(id), ledger.Sessions.GetValueOrDefault(id));
        var standing = server?.Standing(own, basis.Now) ?? session!.Standing(own, basis.Now);
        return new GrantReply(server, session, standing, state.Sessions.UseOf(id), basis.Now);
    }

    /// <summary>What the rule gives, unless a session whose lease is out would lose its place by it; or, when it is free, from the first instant at which none does.</summary>
    private Outcome<Issued> WithoutLoss(Basis basis, string id, Func<long, Outcome<Issued>> rule, bool whenFree)
    {
        var isFirst = !state.Ledger.Servers.ContainsKey(id) && !state.Ledger.Sessions.ContainsKey(id);
        var freeFrom = 0L;
        for (var moves = 0; ; moves++)
        {
            if (!rule(freeFrom).Is(out var issued, out var fault))
            {
                return fault;
            }

            if (!issued.TakesSeats || seats.Guard(basis.Question(state.Ledger)).Find(issued.Ledger, id, basis.At.Ticks) is not { } lost)
            {
                return issued;
            }

            if (!whenFree || moves == MostMoves || lost.FreeFrom <= freeFrom)
            {
                return isFirst ? lost.OfIssue() : lost.OfChange();
            }

            freeFrom = lost.FreeFrom;
        }
    }
}
