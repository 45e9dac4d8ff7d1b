using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Places;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Sessions;

/// <summary>Whether a session may start or go on, and until when it has its place.</summary>
/// <remarks>
/// With C = what child servers may use: a shared session starts iff it raises no excess in its license's cap, nor, with C, for each reserved license what
/// is kept for it (or what it uses, where that does not fit) and all shared sessions, at any link. A reserved one starts iff it raises none in its
/// license, nor, with C and all live sessions, at any link. What is remembered here is derived from table, ledger and license.
/// </remarks>
internal sealed class SeatRule(SessionTable sessions)
{
    private readonly ReservedUse _reserved = new(sessions);
    private SeatQuestion _of;
    private PoolOutlook? _starts;
    private PoolOutlook? _renewals;
    private object? _followed;
    private long _version = -1;

    /// <summary>A session of this license started or ended, or the license is another one.</summary>
    public void Follow(string license, Ledger ledger)
    {
        if (_version < 0)
        {
            return; // The first question looks at all of them.
        }

        _reserved.Refresh(license, ledger);
        (_followed, _version) = (ledger.Reserved, sessions.Version);
    }

    /// <summary>Null when one more session may start; else what is allowed, what is in use, which license or stage limits it, and when that changes.</summary>
    /// <param name="question">What stands behind it.</param>
    /// <param name="grant">The session license; null for a session in the server's own process: shared, no cap.</param>
    /// <param name="kind">The kind that is asked for.</param>
    public LicenseFault? RefuseStart(SeatQuestion question, SessionGrant? grant, string kind)
    {
        MoveTo(question);
        if (grant is not null)
        {
            var cap = grant.Cap.At(question.Now);
            var use = sessions.UseOf(grant.Id);
            if (!SeatCounts.Of(use).HasPlaceFor(kind, cap))
            {
                return NoSeat(kind, $"session license '{grant.Client}'", cap, use.ToString(), grant.Cap.NextChange(question.Now), grant.Id);
            }
        }

        var allowances = _starts!.Allowances;
        var granted = allowances.Granted.At(question.Now);
        var kept = allowances.Reserved.At(question.Now);
        var demand = grant is { IsReserved: true }
            ? granted.Minus(kept).Plus(SeatCounts.Of(sessions.InUse))
            : granted.Plus(_reserved.Extra).Plus(_starts.Shared());
        foreach (var (link, timeline) in allowances.Links)
        {
            var allowed = timeline.At(question.Now);
            if (!demand.HasPlaceFor(kind, allowed))
            {
                var children = granted.Minus(kept);
                return NoSeat(kind, $"license '{link.Client}'{StageName(link, question.Now)}", allowed, demand.ToString(), question.Chain.Rights.NextChange(question.Now), link.Id,
                    children.IsNone ? "" : $" ({children} of it granted to child servers)");
            }
        }

        return null;
    }

    /// <summary>What limits a session that starts now, before <paramref name="until"/>; null when nothing does.</summary>
    public SeatLimit? StartLimit(SeatQuestion question, SessionGrant? grant, string kind, long until)
    {
        MoveTo(question);
        var isReserved = grant is { IsReserved: true };
        var cap = CapLimit(grant, kind, null, question.Now, until);
        return _starts!.FirstWithoutOneMore(kind, isReserved, question.Now, cap?.At ?? until) is { } pool ? Limit(_starts, kind, pool.At, pool.Link) : cap;
    }

    /// <summary>What limits a live session, at <see cref="SeatQuestion.Now"/> or before <paramref name="until"/>; null when nothing does.</summary>
    public SeatLimit? RenewalLimit(SeatQuestion question, SessionGrant? grant, string kind, long number, long until)
    {
        MoveTo(question);
        var isReserved = grant is { IsReserved: true };
        var cap = CapLimit(grant, kind, number, question.Now, until);
        return _renewals!.FirstWithout(kind, isReserved, number, question.Now, cap?.At ?? until) is { } pool ? Limit(_renewals, kind, pool.At, pool.Link) : cap;
    }

    /// <summary>Looks for sessions that another ledger would take a place from.</summary>
    public LeaseGuard Guard(SeatQuestion question)
    {
        MoveTo(question);
        return new(question, sessions, _reserved);
    }

    /// <summary>Whether all that was given out fits a version of the own license.</summary>
    public Settlement Settlement(SeatQuestion question)
    {
        MoveTo(question);
        return new(question, sessions, _reserved);
    }

    private void MoveTo(SeatQuestion question)
    {
        _reserved.MoveTo(question.Now, question.Ledger);
        if (_version != sessions.Version || _followed != question.Ledger.Reserved)
        {
            _reserved.RefreshAll(question.Ledger);
            (_followed, _version) = (question.Ledger.Reserved, sessions.Version);
        }

        if (_starts is null || !_of.HasSameSeats(question))
        {
            _starts = new(SeatAllowances.OfStarts(question.Chain, question.Ledger), question.Ledger, sessions, _reserved);
            _renewals = new(SeatAllowances.OfRenewals(question.Child, question.Ledger), question.Ledger, sessions, _reserved);
        }

        _of = question;
    }

    /// <summary>A cap is judged apart from the pool: one that only its license leaves out still counts there.</summary>
    private SeatLimit? CapLimit(SessionGrant? grant, string kind, long? number, long from, long until)
    {
        if (grant is null)
        {
            return null;
        }

        var seats = sessions.Find(grant.Id);
        var use = seats is null ? SeatCounts.None : SeatCounts.Of(seats.Use);
        var all = number is null ? use.Plus(SeatCounts.One(kind)) : use;
        for (long? at = from; at < until; at = grant.Cap.NextChange(at.Value))
        {
            var cap = grant.Cap.At(at.Value);
            if (!all.Fits(cap) && (seats is null || !Has(SessionPlaces.InCap(cap, seats))))
            {
                return new(at.Value, kind, grant.Id, $"session license '{grant.Client}'", cap, SeatCounts.None, seats?.Groups.Sum(g => g.Count) ?? 0);
            }
        }

        return null;

        bool Has(SessionPlaces places) => number is { } n ? places.Has(kind, isReserved: false, n) : places.HasOneMore(kind, isReserved: false);
    }

    private SeatLimit Limit(PoolOutlook outlook, string kind, long at, int index)
    {
        var (link, timeline) = outlook.Allowances.Links[index];
        return new(at, kind, link.Id, $"license '{link.Client}'{StageName(link, at)}", timeline.At(at), outlook.Allowances.Granted.At(at), sessions.Count);
    }

    private static string StageName(ServerLicense link, long now) =>
        link.Stages.FirstOrDefault(s => s.FromSeconds <= now && now < s.ToSeconds) is { } stage ? $" in its stage '{stage.Name}'" : "";

    private static LicenseFault NoSeat(string kind, string limitedBy, Seats allowed, string inUse, long? nextChange, string link, string more = "") => new(
        FaultCode.NoSeat,
        $"No {kind} seat is free: {limitedBy} allows {allowed}; in use {inUse}{more}.",
        nextChange is { } at && at < UnixTime.Max ? $"Try again when a session ends, or at {Shown.Instant(at)}, when the allowance changes." : "Try again when a session ends.",
        kind,
        link);
}
