using LicenseKit.Licenses;
using static LicenseKit.Issuing.ChangeRefusals;

namespace LicenseKit.Issuing;

/// <summary>What is decided about session licenses: the ledger and a request in, the next ledger or a fault out.</summary>
/// <remarks>Pure; versions are written here and signed later. Server licenses: <see cref="IssuingRules"/>.</remarks>
internal sealed class SessionIssuingRules(VersionWriter writer, string? publicUrl)
{
    /// <summary>A license for a team, a client or a group of robots, to take seats from this server.</summary>
    public Outcome<Issued> Issue(
        Ledger ledger, IssuerRights own, SessionLicenseDraft draft, string id, string by, long now, long freeFrom = 0) =>
        Write(ledger, own, draft, new SessionGrant { Versions = [] }, new(now, by, "session-license.issue", id, ""), id, freeFrom);

    /// <summary>The next version, from a draft that replaces the last one.</summary>
    /// <remarks>Leases that are out run to their end; renewals go by the new version.</remarks>
    public Outcome<Issued> Change(
        Ledger ledger, IssuerRights own, string id, SessionLicenseDraft draft, long? ifSerial, string by, long now) =>
        Next(ledger, own, id, _ => draft, ifSerial, new(now, by, "session-license.change", id, ""));

    /// <summary>The next version, which ends later.</summary>
    /// <param name="ledger">What was issued.</param>
    /// <param name="own">The issuer's license and its worth.</param>
    /// <param name="id">Which license.</param>
    /// <param name="until">Its new end; null for one more of the duration that its newest draft with one names.</param>
    /// <param name="ifSerial">The serial that the caller has seen; null for any.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">Effective now.</param>
    public Outcome<Issued> Renew(Ledger ledger, IssuerRights own, string id, long? until, long? ifSerial, string by, long now) =>
        Next(ledger, own, id, grant => Renewed(grant, until, now), ifSerial, new(now, by, "session-license.renew", id, ""));

    /// <summary>The next version of a license whose end is no longer the one of the issuer that it follows.</summary>
    public Outcome<Issued> Reissue(Ledger ledger, IssuerRights own, string id, long now) =>
        Next(
            ledger, own, id, grant => DraftReader.ReadSessionLicense(grant.Current.Draft), null,
            new(now, FollowingRules.By, "session-license.change", id, ""));

    /// <summary>From the next renewal on its sessions end. What is revoked already stays as it is.</summary>
    public static Outcome<Issued> Revoke(Ledger ledger, string id, string? reason, string by, long now, long? ifSerial = null)
    {
        if (!ledger.Sessions.TryGetValue(id, out var grant))
        {
            return Unknown(id);
        }

        if ((Conflict(grant, ifSerial) ?? Reason(reason)) is { } no)
        {
            return no;
        }

        if (grant.Revoked)
        {
            return new Issued(ledger, id, null, TakesSeats: false);
        }

        var audit = new AuditEntry(now, by, "session-license.revoke", id, reason ?? "");
        return new Issued(ledger.With(grant with { Revoked = true }), id, audit, TakesSeats: false);
    }

    /// <param name="ledger">What was issued.</param>
    /// <param name="own">The issuer's license and its worth.</param>
    /// <param name="id">Which license.</param>
    /// <param name="draftOf">The draft, from the license as it is; asked when it may be changed.</param>
    /// <param name="ifSerial">The serial that the caller has seen; null for any.</param>
    /// <param name="audit">When, who and what; the text is written here.</param>
    private Outcome<Issued> Next(
        Ledger ledger, IssuerRights own, string id, Func<SessionGrant, Outcome<SessionLicenseDraft>> draftOf, long? ifSerial,
        AuditEntry audit)
    {
        if (!ledger.Sessions.TryGetValue(id, out var grant))
        {
            return Unknown(id);
        }

        if ((Conflict(grant, ifSerial) ?? Final(grant)) is { } no)
        {
            return no;
        }

        return draftOf(grant).Is(out var draft, out var fault) ? Write(ledger, own, draft, grant, audit, id) : fault;
    }

    /// <summary>A version that gives no more than the one before it is written whatever the budget says.</summary>
    private Outcome<Issued> Write(
        Ledger ledger, IssuerRights own, SessionLicenseDraft draft, SessionGrant grant, AuditEntry audit, string id, long freeFrom = 0)
    {
        var (now, previous) = (audit.At, grant.Versions.LastOrDefault()?.Claims);
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
        var follows = FollowingRules.EndOf(draft.Duration, own);
        var next = ledger.With(grant with { Versions = grant.Versions.Add(version), FollowedEnd = follows });
        if (more && LicenseFault.All(Budget.Count(next, own.Chain, now), Budget.Seats(next, own.Chain, now)) is { } over)
        {
            return over;
        }

        var what = previous is null ? $"{claims.Seats}, until {Shown.Instant(claims.Expires)}" : VersionChanges.Describe(previous, claims);
        var text = $"'{claims.Client}', serial {claims.Serial}{(what.Length > 0 ? ": " : "")}{what}";
        return new Issued(next, id, new(now, audit.By, audit.Action, id, text), TakesSeats: more);
    }

    private static Outcome<SessionLicenseDraft> Renewed(SessionGrant grant, long? until, long now)
    {
        // Read until one names a duration.
        var durations = grant.Versions.Reverse().Select(v => DraftReader.ReadSessionLicense(v.Draft).Value?.Duration);
        if (!DraftReader.ReadSessionLicense(grant.Current.Draft).Is(out var draft, out var fault)
            || !Renewal.End(durations, grant.Claims.Expires, until, now).Is(out var end, out fault))
        {
            return fault;
        }

        draft.Expires = end.Instant;
        return draft;
    }
}
