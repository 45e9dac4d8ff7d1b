using LicenseKit.Issuing;
using LicenseKit.Freshness;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>Decides what child servers ask: activations and pings.</summary>
internal sealed class ChildRequests(ServerState state, ParentRules rules, SeatRule seats, PublicKey key)
{
    public Decision Activate(Request.Activate request, Basis basis)
    {
        if (!basis.Own.Is(out var own, out var fault))
        {
            return fault;
        }

        var before = state.Ledger;
        if (!rules.Activate(before, own, request.Activation, basis.Now).Is(out var activated, out fault))
        {
            return fault.Code == FaultCode.ActivatedByAnother ? Decision.Refused(fault, Seen(fault, request, basis)) : fault;
        }

        // After a reset it counts beside the former holder: the room for that was kept free.
        if (activated.Ledger != before && seats.Guard(basis.Question(before)).Find(activated.Ledger, activated.Id, basis.At.Ticks) is { } lost)
        {
            return lost.OfActivation();
        }

        var document = activated.Ledger.Servers[activated.Id].Current.Document;
        var file = new ChildFile(own.Chain, key, document);
        return activated.Audit is { } audit ? Decision.Signed(file, document, new Change.GrantChanged(before, Heard(activated.Ledger, activated.Id, basis), activated.Id), new Change.Audited(audit))
            : activated.Ledger == before ? Decision.Granted(file)
            : Decision.Granted(file, new Change.GrantReported(before, activated.Ledger, activated.Id));
    }

    public Decision Answer(Request.AnswerPing request, Basis basis)
    {
        var before = state.Ledger;
        if (!basis.Own.Is(out var own, out var fault) || !rules.Answer(before, own, request.Ping, request.Sha256, request.Sender, basis.Now).Is(out var result, out fault))
        {
            return fault;
        }

        var reply = Reply(result, basis.Child, key);
        if (result.Ledger == before)
        {
            return Decision.Granted(reply);
        }

        if (result.IsStray)
        {
            return Decision.Signed(reply, result.Pong, new Change.PingSetAside(before, result.Ledger));
        }

        // A pong keeps nobody else fresh.
        var heard = result.Ledger.Servers[result.Id].IsHeldBy(request.Sender) ? Heard(result.Ledger, result.Id, basis) : result.Ledger;

        var reported = new Change.GrantReported(before, heard, result.Id);
        return result.Audit is { } audit ? Decision.Signed(reply, result.Pong, reported, new Change.Audited(audit)) : Decision.Signed(reply, result.Pong, reported);
    }

    /// <summary>The answer to a ping.</summary>
    public static PongReply Reply(PongResult result, ChildState child, PublicKey key)
    {
        var exchange = child.Exchange;
        var file = result.HasBundle ? new ChildFile(child.Chain!, key, result.Ledger.Servers[result.Id].Current.Document) : null;
        return new PongReply(result.Pong, file, [.. exchange.Above.Values.Append(exchange.Contact).OfType<ParentContact>().Select(c => c.Pong)]);
    }

    private Ledger Heard(Ledger ledger, string id, Basis basis) => ledger.Heard(id, state.Run.RunTime(basis.At.Ticks));

    /// <summary>A second activation is refused, and an operator sees it: the first keys as rows of the audit trail, all of them as a count.</summary>
    private Change[] Seen(LicenseFault fault, Request.Activate request, Basis basis)
    {
        var (before, grant) = (state.Ledger, state.Ledger.Servers[fault.Link!]);
        var sender = request.Activation.Key;
        var counted = new Change.GrantReported(before, before.With(grant.Refused(sender)), grant.Id);
        return !grant.ShowsRefusal(sender) ? [counted]
            : [counted, new Change.Audited(new AuditEntry(basis.Now, "child", "activation.refused", grant.Id, $"by key {sender.Thumbprint}: {fault.Message}"))];
    }
}
