using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>Decides how the time of a server is set: the floor, the contacts, and the next versions of all that is dated after it. All of it or nothing.</summary>
internal sealed class ClockRequests(ServerState state, IssuingRules issuing, VersionWriter writer, SeatRule seats, PublicKey key)
{
    public Decision Decide(Request.SetClock request, Moment at)
    {
        if (!Held(request).Is(out var child, out var fault))
        {
            return fault;
        }

        var chain = child.Chain!;
        var floor = Math.Max(request.Instant, chain.IssuedAt);
        child = HolderRules.AtTime(child, request.Before, floor);
        var basis = new Basis(child, key, new Moment(floor, at.Ticks));
        var changes = new List<Change>();
        var documents = new List<Document>();
        if (child != state.Child)
        {
            changes.Add(new Change.ChildChanged(state.Child, child));
        }

        if (request.Master is not null)
        {
            changes.Add(new Change.Audited(new AuditEntry(floor, request.By, "license.apply", chain.Leaf.Id, $"'{chain.Leaf.Client}', serial {chain.Leaf.Serial}")));
        }

        if (!SignAgain(request, basis, changes, documents).Is(out var ledger, out fault))
        {
            return fault;
        }

        NotHeardLater(ledger, floor, changes);
        var text = $"{Shown.Instant(request.Before)} → {Shown.Instant(floor)}; signed again: {documents.Count}{(request.Master is null ? "" : " and the Master license")}";
        changes.Add(new Change.Audited(new AuditEntry(floor, request.By, "clock.set", null, text)));
        changes.Add(new Change.ClockSet(floor));
        return Decision.Signed(new ClockSetReply(floor, documents.Count), documents, changes);
    }

    /// <summary>What is held then: a Master's license that is dated after the instant is replaced by one that its root key has signed again.</summary>
    private Outcome<ChildState> Held(Request.SetClock request)
    {
        if (state.Child.Chain is not { } chain)
        {
            return StandingReport.NoneHeld.Fault!;
        }

        if (request.Master is { } master)
        {
            return HolderRules.Apply(state.Child, master, key, request.Instant);
        }

        return chain.Links.Count > 1 || Redating.Master(chain.Leaf.Claims, request.Instant) is null ? state.Child
            : new LicenseFault(FaultCode.CannotSign, $"Master license '{chain.Leaf.Client}' is dated {Shown.Instant(chain.Leaf.Claims.IssuedAt)}, after {Shown.Instant(request.Instant)}: it must be signed again.",
                "Give the root key that signed it.", link: chain.Leaf.Id);
    }

    /// <summary>The ledger with the next version of every license that is dated after the floor.</summary>
    private Outcome<Ledger> SignAgain(Request.SetClock request, Basis basis, List<Change> changes, List<Document> documents)
    {
        var ledger = state.Ledger;
        var redating = new Redating(issuing, writer);
        foreach (var id in Redating.Ahead(ledger, basis.Child.Chain!, basis.Now).ToArray())
        {
            if (!basis.Own.Is(out var own, out var fault) || !redating.Next(ledger, own, id, request.By, basis.Now).Is(out var issued, out fault))
            {
                return fault;
            }

            if (issued.TakesSeats && (NotFree(ledger, issued, own, basis) is { } taken))
            {
                return new LicenseFault(taken.Code, $"License '{ClientOf(issued)}' was issued by a clock that was ahead and cannot start at {Shown.Instant(basis.Now)}: {taken.Message}",
                    "Start the server, revoke or lower that license, stop the server, and set the clock again.", link: id);
            }

            issued = issued with { Ledger = issued.Ledger.Heard(id, state.Run.RunTime(basis.At.Ticks)) };
            changes.Add(new Change.GrantChanged(ledger, issued.Ledger, id));
            changes.Add(new Change.Audited(issued.Audit!)); // a new version always has its row
            documents.Add(issued.Ledger.Servers.GetValueOrDefault(id)?.Current.Document ?? issued.Ledger.Sessions[id].Current.Document);
            ledger = issued.Ledger;
        }

        return ledger;
    }

    /// <summary>Why a license that starts sooner than before may not: the budget, or a lease that is out.</summary>
    private LicenseFault? NotFree(Ledger before, Issued issued, IssuerRights own, Basis basis) =>
        Budget.Seats(issued.Ledger, own.Chain, basis.Now)
        ?? seats.Guard(basis.Question(before)).Find(issued.Ledger, issued.Id, basis.At.Ticks)?.OfChange();

    /// <summary>No holder was heard from after now.</summary>
    private static void NotHeardLater(Ledger ledger, long now, List<Change> changes)
    {
        foreach (var grant in ledger.Servers.Values.Where(g => g.LastPing > now).OrderBy(g => g.Id, StringComparer.Ordinal).ToArray())
        {
            var next = ledger.With(Redating.AtTime(grant, now));
            changes.Add(new Change.GrantReported(ledger, next, grant.Id));
            ledger = next;
        }
    }

    private static string ClientOf(Issued issued) => issued.Ledger.Servers.GetValueOrDefault(issued.Id)?.Client ?? issued.Ledger.Sessions[issued.Id].Client;
}
