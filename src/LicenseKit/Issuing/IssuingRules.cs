using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>What is decided about grants: the ledger and a request in, the next ledger or a fault out. Pure; versions are written here and signed later.</summary>
internal sealed class IssuingRules(VersionWriter writer, string? publicUrl)
{
    /// <summary>A license for a new child server; one that starts when seats are free starts at <paramref name="freeFrom"/> at the soonest.</summary>
    public Outcome<Issued> Issue(Ledger ledger, IssuerRights own, ServerLicenseDraft draft, string id, string by, long now, long freeFrom = 0)
    {
        var mayNot = own.MayIssue() ?? MayHaveChildren(own.Chain);
        var drafted = LicenseFactory.Server(draft, IssuerTerms.Of(own.Chain, publicUrl, writer.AllowsHttp), id, null, now, freeFrom);
        var taken = NameTaken(ledger, draft.Client, id, now);
        if (mayNot is not null || drafted.Value is not { } claims)
        {
            return LicenseFault.All(mayNot, drafted.Fault, taken)!;
        }

        if (!writer.Write(claims, own.Chain).Is(out var document, out var broader))
        {
            return LicenseFault.All(taken, broader)!;
        }

        var version = new GrantVersion(claims, document, DraftWriter.Write(draft), 0);
        var next = ledger.With(new ServerGrant { Id = id, Versions = [version], FollowedEnd = FollowedEnd(draft.Duration, own) });
        return LicenseFault.All(taken, Budget.Count(next, own.Chain, now), Budget.Seats(next, own.Chain, now)) is { } no ? no
            : new Issued(next, id, new AuditEntry(now, by, "license.issue", id, $"'{claims.Client}', serial 1: {claims.Seats}, until {Shown.Instant(claims.Expires)}"), TakesSeats: true);
    }

    /// <summary>The next version of a child's license, from a draft that replaces the last one.</summary>
    /// <param name="ledger">What was issued.</param>
    /// <param name="own">The issuer's license and its worth.</param>
    /// <param name="id">Which license.</param>
    /// <param name="draft">What it shall say.</param>
    /// <param name="ifSerial">The serial that the caller has seen; null for any.</param>
    /// <param name="overlap">The client's name, when the operator accepts that an old and a new holder use the license at once.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">Effective now.</param>
    /// <param name="action">What the audit trail calls it.</param>
    public Outcome<Issued> Change(
        Ledger ledger, IssuerRights own, string id, ServerLicenseDraft draft, long? ifSerial, string? overlap, string by, long now, string action = "license.change")
    {
        if (!Find(ledger, id).Is(out var grant, out var fault))
        {
            return fault;
        }

        if ((Conflict(ifSerial, grant.Claims.Serial, grant.Client, id) ?? Final(grant) ?? MayHaveChildren(own.Chain)) is { } no)
        {
            return no;
        }

        var taken = NameTaken(ledger, draft.Client, id, now);
        if (!LicenseFactory.Server(draft, IssuerTerms.Of(own.Chain, publicUrl, writer.AllowsHttp), id, grant.Claims, now).Is(out var claims, out fault))
        {
            return LicenseFault.All(fault, taken)!;
        }

        claims = Bound(claims with { State = grant.Claims.State }, grant);
        var more = !Breadth.IsNotBroader(claims, grant.Claims, now);
        if (more && own.MayIssue() is { } mayNot)
        {
            return LicenseFault.All(taken, mayNot)!;
        }

        var follows = FollowedEnd(draft.Duration, own);
        var changed = follows == grant.FollowedEnd ? grant : grant with { FollowedEnd = follows };
        var next = more ? claims : Narrow.To(claims, own.Chain.Leaf);
        var audit = new AuditEntry(now, by, action, id, VersionChanges.Describe(grant.Claims, next));
        var added = Add(ledger, own, changed, next, DraftWriter.Write(draft), more, overlap, audit, now);
        return LicenseFault.All(taken, added.Fault) is { } bad ? bad : added;
    }

    /// <summary>Suspends, resumes or revokes: signed whatever the budget and the issuer's own standing say. What is suspended, or resumed, already stays as it is.</summary>
    public Outcome<Issued> SetState(Ledger ledger, IssuerRights own, string id, LicenseState state, string? reason, string by, long now, long? ifSerial = null)
    {
        if (!Find(ledger, id).Is(out var grant, out var fault))
        {
            return fault;
        }

        if ((Conflict(ifSerial, grant.Claims.Serial, grant.Client, id) ?? Final(grant) ?? Reason(reason)) is { } no)
        {
            return no;
        }

        if (grant.Claims.State == state)
        {
            return new Issued(ledger, id, null, TakesSeats: false);
        }

        var action = state switch { LicenseState.Active => "license.resume", LicenseState.Suspended => "license.suspend", _ => "license.revoke" };
        var audit = new AuditEntry(now, by, action, id, reason ?? "");
        return Copy(ledger, own, grant, grant.Claims with { State = state }, audit, now);
    }

    /// <summary>Takes the binding away, so that another installation may activate; the former keys may not.</summary>
    public Outcome<Issued> Reset(Ledger ledger, IssuerRights own, string id, string? overlap, string by, long now, long? ifSerial = null)
    {
        if (!Find(ledger, id).Is(out var grant, out var fault))
        {
            return fault;
        }

        if ((Conflict(ifSerial, grant.Claims.Serial, grant.Client, id) ?? Final(grant)) is { } no)
        {
            return no;
        }

        if (grant.Claims.Contact is null)
        {
            return new LicenseFault(FaultCode.NotPreactivated, $"License '{grant.Client}' is offline and must stay bound to an installation.",
                "Change it with the License Code or activation request of the new installation.", link: id);
        }

        return Copy(ledger, own, Overlap(grant, overlap) with { ResetAt = grant.Claims.Serial + 1, RefusedActivations = 0 }, grant.Claims with { Binding = null }, new AuditEntry(now, by, "license.reset", id, "former keys are refused until another has activated"), now);
    }

    /// <summary>A license for a team, a client or a group of robots, to take seats from this server.</summary>
    public Outcome<Issued> IssueSession(Ledger ledger, IssuerRights own, SessionLicenseDraft draft, string id, string by, long now, long freeFrom = 0) =>
        WriteSession(ledger, own, draft, new SessionGrant { Versions = [] }, id, "session-license.issue", by, now, freeFrom);

    /// <summary>The next version of a session license, from a draft that replaces the last one. Leases that are out run to their end; renewals go by the new version.</summary>
    public Outcome<Issued> ChangeSession(
        Ledger ledger, IssuerRights own, string id, SessionLicenseDraft draft, long? ifSerial, string by, long now, string action = "session-license.change")
    {
        if (!ledger.Sessions.TryGetValue(id, out var grant))
        {
            return Unknown(id);
        }

        return (Conflict(ifSerial, grant.Claims.Serial, grant.Client, id) ?? Final(grant.Revoked, grant.Client, id)) is { } no ? no
            : WriteSession(ledger, own, draft, grant, id, action, by, now);
    }

    /// <summary>The next version of a license, which ends later.</summary>
    /// <param name="ledger">What was issued.</param>
    /// <param name="own">The issuer's license and its worth.</param>
    /// <param name="id">Which license, of either type.</param>
    /// <param name="until">Its new end; null for one more of the duration that its newest draft with one names.</param>
    /// <param name="ifSerial">The serial that the caller has seen; null for any.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">Effective now.</param>
    public Outcome<Issued> Renew(Ledger ledger, IssuerRights own, string id, long? until, long? ifSerial, string by, long now)
    {
        if (ledger.Servers.TryGetValue(id, out var server))
        {
            if ((Conflict(ifSerial, server.Claims.Serial, server.Client, id) ?? Final(server)) is { } no)
            {
                return no;
            }

            var durations = server.Versions.Reverse().Select(v => DraftReader.ReadServerLicense(v.Draft).Value?.Duration); // Read until one names a duration.
            if (!DraftReader.ReadServerLicense(server.Current.Draft).Is(out var draft, out var fault)
                || !Renewal.End(durations, server.Claims.Expires, until, now).Is(out var end, out fault))
            {
                return fault;
            }

            (draft.Duration, draft.Expires) = (null, end.Instant);
            return Change(ledger, own, id, draft, ifSerial, null, by, now, "license.renew");
        }

        if (ledger.Sessions.TryGetValue(id, out var session))
        {
            if ((Conflict(ifSerial, session.Claims.Serial, session.Client, id) ?? Final(session.Revoked, session.Client, id)) is { } no)
            {
                return no;
            }

            var durations = session.Versions.Reverse().Select(v => DraftReader.ReadSessionLicense(v.Draft).Value?.Duration); // Read until one names a duration.
            if (!DraftReader.ReadSessionLicense(session.Current.Draft).Is(out var draft, out var fault)
                || !Renewal.End(durations, session.Claims.Expires, until, now).Is(out var end, out fault))
            {
                return fault;
            }

            (draft.Duration, draft.Expires) = (null, end.Instant);
            return ChangeSession(ledger, own, id, draft, ifSerial, by, now, "session-license.renew");
        }

        return Unknown(id);
    }

    /// <summary>The next version of a grant whose end is no longer the one of the issuer that it follows.</summary>
    public Outcome<Issued> Reissue(Ledger ledger, IssuerRights own, string id, long now)
    {
        const string By = "issuer's end moved";
        if (ledger.Servers.TryGetValue(id, out var server))
        {
            return DraftReader.ReadServerLicense(server.Current.Draft).Is(out var draft, out var fault) ? Change(ledger, own, id, draft, null, null, By, now) : fault;
        }

        if (ledger.Sessions.TryGetValue(id, out var session))
        {
            return DraftReader.ReadSessionLicense(session.Current.Draft).Is(out var draft, out var fault) ? ChangeSession(ledger, own, id, draft, null, By, now) : fault;
        }

        return Unknown(id);
    }

    /// <summary>Ids of the live grants that follow the issuer's end and have another one, in order.</summary>
    public static IEnumerable<string> Due(Ledger ledger, Chain own, long now)
    {
        var end = own.Rights.Expires;
        var servers = ledger.Servers.Values.Where(g => g.FollowedEnd is { } followed && followed != end && g.IsLive(now)).Select(g => g.Id);
        var sessions = ledger.Sessions.Values.Where(g => g.FollowedEnd is { } followed && followed != end && !g.Revoked).Select(g => g.Id);
        return servers.Concat(sessions).Order(StringComparer.Ordinal);
    }

    /// <summary>From the next renewal on its sessions end. What is revoked already stays as it is.</summary>
    public static Outcome<Issued> RevokeSession(Ledger ledger, string id, string? reason, string by, long now, long? ifSerial = null)
    {
        if (!ledger.Sessions.TryGetValue(id, out var grant))
        {
            return Unknown(id);
        }

        if ((Conflict(ifSerial, grant.Claims.Serial, grant.Client, id) ?? Reason(reason)) is { } no)
        {
            return no;
        }

        return grant.Revoked ? new Issued(ledger, id, null, TakesSeats: false)
            : new Issued(ledger.With(grant with { Revoked = true }), id, new AuditEntry(now, by, "session-license.revoke", id, reason ?? ""), TakesSeats: false);
    }

    /// <summary>A version that copies the last one but for what changed, narrowed to the issuer's license where it is larger.</summary>
    /// <remarks>Where no narrowing makes it fit (an issuer that may have no silent servers any more, or another period), it is issued under the issuer's version of before:
    /// the newer one above bounds what is effective, and a stop must always be possible.</remarks>
    internal Outcome<Issued> Copy(Ledger ledger, IssuerRights own, ServerGrant grant, ServerLicenseClaims claims, AuditEntry audit, long now)
    {
        var next = claims with { Serial = claims.Serial + 1, IssuedAt = now, Parent = own.Chain.Leaf.AsParent() };
        next = claims.Binding is null ? next : Bound(next, grant);
        var narrowed = Narrow.To(next, own.Chain.Leaf);
        return Add(ledger, own, grant, Within.Check(narrowed, own.Chain.Leaf) is null ? narrowed : next with { Parent = grant.Claims.Parent }, grant.Current.Draft, more: false, null, audit, now);
    }

    /// <summary>Writes and adds a version; one that gives more, or goes to another holder, must fit the budget.</summary>
    internal Outcome<Issued> Add(Ledger ledger, IssuerRights own, ServerGrant grant, ServerLicenseClaims claims, string draft, bool more, string? overlap, AuditEntry audit, long now)
    {
        if (!writer.Write(claims, own.Chain).Is(out var document, out var fault))
        {
            return fault;
        }

        var moves = MovesToAnother(grant, claims.Binding);
        var holder = grant.Current.Holder + (moves ? 1 : 0);
        holder = claims.Binding is null ? holder : Math.Max(holder, grant.CountedFrom); // Whoever is bound after an accepted overlap counts.
        var changed = moves ? Overlap(grant, overlap) : grant;
        var next = ledger.With(changed.Add(new GrantVersion(claims, document, draft, holder)) with { ShownKey = moves ? null : grant.ShownKey });
        var over = LicenseFault.All(more ? Budget.Count(next, own.Chain, now) : null, more || moves ? Budget.Seats(next, own.Chain, now) : null);
        if (over is not null)
        {
            return over;
        }

        var what = $"'{claims.Client}', serial {claims.Serial}";
        return new Issued(next, grant.Id, audit with { Text = audit.Text.Length > 0 ? $"{what}: {audit.Text}" : what }, TakesSeats: more || moves);
    }

    /// <summary>A version that gives no more than the one before it is written whatever the budget says.</summary>
    private Outcome<Issued> WriteSession(
        Ledger ledger, IssuerRights own, SessionLicenseDraft draft, SessionGrant grant, string id, string action, string by, long now, long freeFrom = 0)
    {
        var previous = grant.Versions.LastOrDefault()?.Claims;
        var drafted = LicenseFactory.Session(draft, IssuerTerms.Of(own.Chain, publicUrl, writer.AllowsHttp), id, previous, now, freeFrom);
        var more = previous is null || drafted.Value is null || !Breadth.IsNotBroader(drafted.Value, previous, now);
        var mayNot = more ? own.MayIssue() : null;
        if (mayNot is not null || drafted.Value is not { } claims)
        {
            return LicenseFault.All(mayNot, drafted.Fault)!;
        }

        if (!writer.Write(claims, own.Chain).Is(out var document, out var fault))
        {
            return fault;
        }

        var version = new SessionVersion(claims, document, DraftWriter.Write(draft));
        var next = ledger.With(grant with { Versions = grant.Versions.Add(version), FollowedEnd = FollowedEnd(draft.Duration, own) });
        if (more && LicenseFault.All(Budget.Count(next, own.Chain, now), Budget.Seats(next, own.Chain, now)) is { } over)
        {
            return over;
        }

        var what = previous is null ? $"{claims.Seats}, until {Shown.Instant(claims.Expires)}" : VersionChanges.Describe(previous, claims);
        return new Issued(next, id, new AuditEntry(now, by, action, id, $"'{claims.Client}', serial {claims.Serial}{(what.Length > 0 ? ": " : "")}{what}"), TakesSeats: more);
    }

    private static long? FollowedEnd(string? duration, IssuerRights own) => duration == ServerLicenseDraft.AsLongAsIssuer ? own.Chain.Rights.Expires : null;

    internal static Outcome<ServerGrant> Find(Ledger ledger, string id) => ledger.Servers.TryGetValue(id, out var grant) ? grant : Unknown(id);

    /// <summary>True when a version was bound to an installation and this binding is another one.</summary>
    private static bool MovesToAnother(ServerGrant grant, Binding? binding)
    {
        var before = grant.Versions.LastOrDefault(v => v.Claims.Binding is not null)?.Claims.Binding;
        return (before, binding) switch
        {
            (null, _) or (_, null) => false,
            (_, Binding.ToKey to) => !before.Admits(to.Key),
            (Binding.ToCode from, Binding.ToCode to) => !from.Code.Equals(to.Code),
            (_, Binding.ToCode to) => !to.Admits(((Binding.ToKey)before).Key),
            _ => true,
        };
    }

    /// <summary>The old holder's rights count on, unless the operator accepts the overlap by the client's name.</summary>
    private static ServerGrant Overlap(ServerGrant grant, string? client) => client == grant.Client ? grant with { CountedFrom = grant.Current.Holder + 1 } : grant;

    /// <summary>As soon as a code-bound holder has shown its key, the next version says the key.</summary>
    private static ServerLicenseClaims Bound(ServerLicenseClaims claims, ServerGrant grant) =>
        claims.Binding is Binding.ToCode && grant.ShownKey is { } key && claims.Binding.Admits(key) ? claims with { Binding = new Binding.ToKey(key) } : claims;

    private static LicenseFault? MayHaveChildren(Chain chain) => chain.Leaf.Oem > 0 ? null
        : new(FaultCode.NotOem, $"License '{chain.Leaf.Client}' is not a Master or OEM license: it may issue no server licenses.", "Ask its issuer for an OEM license.", link: chain.Leaf.Id);

    private static LicenseFault? NameTaken(Ledger ledger, string client, string id, long now)
    {
        return ledger.Holds(DisplayName.Fold(client), now) is { } other && other.Id != id
            ? new(FaultCode.NameTaken, $"The client name '{client}' is taken by the live license '{other.Id}'.", "Choose another name, or change or revoke that license.", client, other.Id)
            : null;
    }

    private static LicenseFault? Conflict(long? seen, long serial, string client, string id) => seen is null || seen == serial ? null
        : new(FaultCode.SerialConflict, $"License '{client}' has serial {serial}; the change was made from serial {seen}.", "Read it again and repeat the change.", link: id);

    private static LicenseFault? Reason(string? reason) => PlainText.RemarkObjection(reason ?? "") is not { } objection ? null
        : new(FaultCode.MalformedRequest, $"The reason {objection}.", $"Give a reason of at most {PlainText.MaxRemark} printable characters, without line breaks.");

    private static LicenseFault? Final(ServerGrant grant) => Final(grant.Claims.State == LicenseState.Revoked, grant.Client, grant.Id);

    private static LicenseFault? Final(bool isRevoked, string client, string id) => !isRevoked ? null
        : new(FaultCode.RevokedIsFinal, $"License '{client}' is revoked, which is final.", "Issue a new license.", link: id);

    private static LicenseFault Unknown(string id) => new(FaultCode.UnknownGrant, $"No license with id '{Names.Shown(id)}' was issued here.", "List the licenses to find its id.", Names.Shown(id));
}
