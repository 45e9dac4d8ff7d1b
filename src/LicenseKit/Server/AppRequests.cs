using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Sessions;
using LicenseKit.Sessions.Places;
using LicenseKit.Sessions.Table;
using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>Decides what apps ask: seats, renewals, releases; and what operators ask of sessions.</summary>
internal sealed class AppRequests(ServerState state, SeatRule seats, PublicKey key)
{
    /// <summary>How long the id of a session that is over is not granted again, in milliseconds of run time: a late duplicate of an acquire must not take a seat that nobody renews.</summary>
    public const long NotAgain = 10 * 60 * 1000;

    /// <summary>Most kinds in use, shared and reserved ones counted apart, before one that no license names is refused: generic seats serve any kind.</summary>
    private const int MostClasses = 64;

    /// <summary>Largest number of a lease that an app may name: what follows it can still be written.</summary>
    private const long MaxN = 1L << 52;

    /// <summary>A seat for a new session; the same session again gets the same seat and its current lease.</summary>
    public Decision Acquire(Request.Acquire request, Basis basis)
    {
        if (state.Sessions.TryFind(request.Session, out var slot))
        {
            return Again(request, slot, basis);
        }

        if (state.Sessions.Over.Contains(request.Session, basis.At.Ticks))
        {
            return Over();
        }

        if (!Names.IsKind(request.Kind))
        {
            return new LicenseFault(FaultCode.UnknownKind, $"'{Names.Shown(request.Kind)}' is no kind of seat that can be taken.",
                "Name a kind of the license; 'generic' is a pool that serves any kind.", Names.Shown(request.Kind));
        }

        if (!Behind(request.License, basis).Is(out var behind, out var fault))
        {
            return fault;
        }

        if (state.Sessions.Classes.Count >= MostClasses && !behind.Chain.Leaf.Seats.Kinds.Contains(request.Kind) && state.Sessions.ClassOf(request.Kind, state.IsReserved(request.License)) is null)
        {
            return new LicenseFault(FaultCode.UnknownKind, $"'{request.Kind}' is one kind of seat too many: no license names it, and {state.Sessions.Classes.Count} kinds are in use.",
                "Name a kind of the license.", request.Kind);
        }

        var question = basis.Question(state.Ledger);
        if (seats.RefuseStart(question, behind.Grant, request.Kind) is { } full)
        {
            return full;
        }

        var end = behind.LeaseEnd(basis);
        var limit = seats.StartLimit(question, behind.Grant, request.Kind, end);
        if (limit?.At <= basis.Now)
        {
            return limit.Refusal();
        }

        end = limit?.At ?? end;
        var started = new Change.SessionStarted(request.Session, state.LastNumber + 1, request.License, request.Kind,
            Deadline(end, basis), basis.Now, request.Labels, state.Sessions.Peak);
        return Lease(request.Session, request.License, request.Kind, 1, end, limit, request.Nonce, behind, basis, started);
    }

    /// <summary>The next lease: names the number of the last one; the same number again gets the same next number.</summary>
    public Decision Renew(Request.Renew request, Basis basis)
    {
        if (!state.Sessions.TryFind(request.Session, out var slot))
        {
            return Over();
        }

        if (state.Sessions[slot].Flags.HasFlag(SessionFlags.Ended))
        {
            return EndedByOperator();
        }

        var mark = LeaseMark.Of(state.Sessions[slot]);
        var restored = mark.Flags.HasFlag(SessionFlags.Restored);
        if (!MayName(request.N, mark.N, restored))
        {
            return new LicenseFault(FaultCode.OlderLease, $"The renewal names lease {request.N}; the last one given is {mark.N}. Two holders use this session.",
                "Acquire a session of its own for each running app.");
        }

        var license = state.Sessions.LicenseOf(slot);
        if (!Behind(license, basis).Is(out var behind, out var fault))
        {
            return fault;
        }

        // A lease that is out counts until it ends, also when the ordinary length was lowered meanwhile.
        var (kind, end) = (state.Sessions.KindOf(slot), behind.LeaseEnd(basis));
        var limit = seats.RenewalLimit(basis.Question(state.Ledger), behind.Grant, kind, state.Sessions[slot].Number, end);
        if (limit?.At <= basis.Now)
        {
            return limit.Refusal();
        }

        end = limit?.At ?? end;
        var n = request.N == mark.N - 1 ? mark.N : request.N + 1;
        var next = new LeaseMark(n, Math.Max(mark.Deadline, Deadline(end, basis)), mark.Flags & ~SessionFlags.Restored);
        Change moved = restored
            ? new Change.LeaseStored(slot, state.Sessions[slot].Number, mark, next, state.Run.Number)
            : new Change.LeaseMoved(slot, mark, next);
        return Lease(request.Session, license, kind, n, end, limit, request.Nonce, behind, basis, moved);
    }

    public Decision Release(Request.Release request, Basis basis) =>
        state.Sessions.TryFind(request.Session, out var slot) ? Decision.Granted(Done.Reply, Ended(slot, basis, isLapse: false)) : Decision.Granted(Done.Reply);

    public Decision End(Request.EndSession request, Basis basis)
    {
        if (!state.Sessions.TryFind(request.Session, out var slot))
        {
            return new LicenseFault(FaultCode.UnknownGrant, "No session with this id holds a seat.", "List the sessions to find its id.", request.Session.ToString());
        }

        if (state.Sessions[slot].Flags.HasFlag(SessionFlags.Ended))
        {
            return Decision.Granted(Done.Reply);
        }

        var license = state.Sessions.LicenseOf(slot);
        var audit = new AuditEntry(basis.Now, request.By, "session.end", license == LeaseRule.LocalLicense ? null : license, request.Session.ToString());
        return Decision.Granted(Done.Reply, new Change.SessionEnding(slot, state.Sessions[slot].Number, LeaseMark.Of(state.Sessions[slot])), new Change.Audited(audit));
    }

    /// <summary>The first session whose lease has ended makes room.</summary>
    public Decision Lapse(Basis basis) =>
        state.Sessions.FirstDue(basis.At.Ticks) is >= 0 and var slot ? Decision.Granted(Done.Reply, Ended(slot, basis, isLapse: true)) : Decision.Granted(Done.Reply);

    public LeaseEnds Read(Request.ReadLeases request, Basis basis)
    {
        var ends = new Dictionary<SessionId, long>();
        foreach (var id in request.Sessions)
        {
            if (state.Sessions.TryFind(id, out var slot))
            {
                ends[id] = End(state.Sessions[slot].Deadline, basis);
            }
        }

        return new LeaseEnds(ends);
    }

    private Change.SessionOver Ended(int slot, Basis basis, bool isLapse)
    {
        ref readonly var row = ref state.Sessions[slot];
        return new Change.SessionOver(row.Id, row.Number, state.Sessions.LicenseOf(slot), state.Sessions.KindOf(slot), LeaseMark.Of(row),
            state.Sessions.Over.Newest + 1, state.Run.RunTime(basis.At.Ticks) + NotAgain, isLapse);
    }

    /// <summary>The current lease once more: it ends when the seat does, whatever the clock did since, and not after what stands behind it now.</summary>
    private Decision Again(Request.Acquire request, int slot, Basis basis)
    {
        var (license, kind) = (state.Sessions.LicenseOf(slot), state.Sessions.KindOf(slot));
        if (license != request.License || kind != request.Kind)
        {
            return new LicenseFault(FaultCode.SessionMismatch, $"The session already holds a {kind} seat; the request names another license or kind.", "Make a new secret for each session.");
        }

        if (state.Sessions[slot].Flags.HasFlag(SessionFlags.Ended))
        {
            return EndedByOperator();
        }

        if (!Behind(license, basis).Is(out var behind, out var fault))
        {
            return fault;
        }

        var end = Math.Min(End(state.Sessions[slot].Deadline, basis), behind.LeaseEnd(basis));
        return end <= basis.Now ? Over() : Lease(request.Session, license, kind, state.Sessions[slot].N, end, null, request.Nonce, behind, basis);
    }

    /// <summary>What stands behind a session of a license; the fault when it gives no seat now.</summary>
    private Outcome<LicenseBehind> Behind(string license, Basis basis)
    {
        if (!basis.Own.Is(out var own, out var none))
        {
            return none;
        }

        var grant = state.Ledger.Sessions.GetValueOrDefault(license);
        if ((grant?.Standing(own, basis.Now) ?? own.Standing).Fault is { } fault)
        {
            return fault;
        }

        if (grant is null && license != LeaseRule.LocalLicense)
        {
            return new LicenseFault(FaultCode.ForeignSessionLicense, "The session license is not one that this server has issued.", "Get a session license from this server's operator.", Names.Shown(license));
        }

        return new LicenseBehind(own.Chain, grant);
    }

    private Decision Lease(SessionId session, string license, string kind, long n, long end, SeatLimit? limit, string nonce, LicenseBehind behind, Basis basis, params IReadOnlyList<Change> changes)
    {
        var lease = new LeaseClaims
        {
            Product = behind.Chain.Leaf.Product,
            Issuer = behind.Chain.Leaf.Id,
            Session = session.ToString(),
            IssuedAt = basis.Now,
            Expires = end,
            N = n,
            Nonce = nonce,
            License = license,
            Kind = kind,
            RenewWithin = LeaseRule.RenewWithin(end - basis.Now),
            Warnings = Warnings(basis, limit),
            Features = behind.Features(basis),
        };
        var document = lease.Document(key);
        return Decision.Signed(new GrantedLease(lease, document, behind.Chain, basis.Standing, limit), document, changes);
    }

    /// <summary>What the lease itself says of its end: the server's license is in its grace, or the session has no place after it.</summary>
    private static List<string> Warnings(Basis basis, SeatLimit? limit)
    {
        var warnings = new List<string>();
        if (basis.Standing.Standing == Standing.Grace)
        {
            warnings.Add("grace");
        }

        if (limit is not null)
        {
            warnings.Add("no-place-after");
        }

        return warnings;
    }

    /// <summary>The last number, or the one before it (its answer was lost); after a restart any that is not below the stored one, since renewals are in memory only.</summary>
    private static bool MayName(long n, long last, bool restored) =>
        n >= 1 && n <= MaxN && (restored ? n >= last : n >= last - 1 && n <= last);

    private static long Deadline(long end, Basis basis) => basis.At.Ticks + ((end - basis.Now) * 1000);

    private static long End(long deadline, Basis basis) => basis.Now + ((deadline - basis.At.Ticks) / 1000);

    private static LicenseFault Over() => new(FaultCode.SessionOver, "The session has lapsed, was ended or released, or is unknown.", "Acquire a new session.");

    private static LicenseFault EndedByOperator() => new(FaultCode.SessionOver, "An operator of the license server ended the session.", "Ask the operator, or acquire a new session.");
}
