using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>What a clock that was ahead has dated: licenses whose <c>iat</c>, or a start that came from it, is after an instant; and their next versions, dated then.</summary>
/// <remarks>A start or an end that the draft names stays. Seats, state and holder are those of the last version.</remarks>
internal sealed class Redating(IssuingRules issuing, VersionWriter writer)
{
    /// <summary>Ids of the live licenses that are dated after an instant, in order.</summary>
    /// <remarks>A start that came from the clock is no later than the date of the first version.</remarks>
    public static IEnumerable<string> Ahead(Ledger ledger, Chain own, long at)
    {
        if (!ledger.MayBeDatedAfter(at))
        {
            return [];
        }

        var servers = ledger.Servers.Values.Where(g => IsAhead(g, own, at)).Select(g => g.Id);
        var sessions = ledger.Sessions.Values.Where(g => IsAhead(g, own, at)).Select(g => g.Id);
        return servers.Concat(sessions).Order(StringComparer.Ordinal);
    }

    /// <summary>What a Master's license says when it is signed at an instant; null when it is not dated after that.</summary>
    /// <remarks>A start after the signing was chosen and stays. The end stays too: there is no draft that tells whether it was a duration.</remarks>
    public static ServerLicenseClaims? Master(ServerLicenseClaims own, long at)
    {
        var starts = own.NotBefore > own.IssuedAt ? own.NotBefore : Math.Min(own.NotBefore, at);
        return own.IssuedAt <= at && own.NotBefore == starts ? null : own with { Serial = own.Serial + 1, IssuedAt = at, NotBefore = starts };
    }

    /// <summary>The next version of a license that is dated after an instant.</summary>
    public Outcome<Issued> Next(Ledger ledger, IssuerRights own, string id, string by, long at)
    {
        var text = $"signed again, dated {Shown.Instant(at)}";
        if (ledger.Servers.TryGetValue(id, out var server))
        {
            var (starts, expires) = PeriodOf(server, own.Chain, at);
            var claims = server.Claims with { NotBefore = starts, Expires = expires };
            var copy = issuing.Copy(ledger, own, AtTime(server, at), claims, new AuditEntry(at, by, "license.change", id, text), at);
            return copy.Is(out var issued, out var fault) ? issued with { TakesSeats = !Breadth.IsNotBroader(issued.Ledger.Servers[id].Claims, server.Claims, at) } : fault;
        }

        var session = ledger.Sessions[id];
        return Next(ledger, own, session, new AuditEntry(at, by, "session-license.change", id, $"'{session.Client}', serial {session.Claims.Serial + 1}: {text}"), at);
    }

    /// <summary>A license whose holder was not heard from after an instant.</summary>
    public static ServerGrant AtTime(ServerGrant grant, long at) => grant.LastPing > at ? grant with { LastPing = at } : grant;

    private static bool IsAhead(ServerGrant grant, Chain own, long at) => grant.IsLive(at)
        && (grant.Claims.IssuedAt > at || (grant.Claims.NotBefore > at && PeriodOf(grant, own, at).NotBefore != grant.Claims.NotBefore));

    private static bool IsAhead(SessionGrant grant, Chain own, long at) => grant.IsLive(at)
        && (grant.Claims.IssuedAt > at || (grant.Claims.NotBefore > at && PeriodOf(grant, own, at).NotBefore != grant.Claims.NotBefore));

    private static (long NotBefore, long Expires) PeriodOf(ServerGrant grant, Chain own, long at)
    {
        var claims = grant.Claims;
        if (!DraftReader.ReadServerLicense(grant.Current.Draft).Is(out var draft, out _))
        {
            return (claims.NotBefore, claims.Expires);
        }

        var longest = claims.Contact is null ? UnixTime.Add(at, own.Rights.MaxOffline) - Math.Min(claims.Grace, own.Rights.MaxOffline) : UnixTime.Max;
        var starts = StartOf(draft.Starts, draft.WhenFree, claims.NotBefore, grant.Versions[0].Claims.IssuedAt, at);
        return PeriodOf(claims.NotBefore, claims.Expires, starts, draft.Duration, Math.Min(own.Rights.Expires, longest), own);
    }

    private static (long NotBefore, long Expires) PeriodOf(SessionGrant grant, Chain own, long at)
    {
        var claims = grant.Claims;
        if (!DraftReader.ReadSessionLicense(grant.Current.Draft).Is(out var draft, out _))
        {
            return (claims.NotBefore, claims.Expires);
        }

        var starts = StartOf(draft.Starts, draft.WhenFree, claims.NotBefore, grant.Versions[0].Claims.IssuedAt, at);
        return PeriodOf(claims.NotBefore, claims.Expires, starts, draft.Duration, Math.Min(own.Rights.Expires, UnixTime.Add(at, own.Rights.MaxDuration)), own);
    }

    /// <summary>A start that the draft names stays; one that waited for free seats waits as long after the instant; any other was now at the first issue.</summary>
    private static long StartOf(DateTimeOffset? named, bool whenFree, long starts, long firstIssuedAt, long at) =>
        named is not null || starts <= at ? starts
        : whenFree ? at + Math.Max(0, starts - Math.Max(firstIssuedAt, at))
        : at;

    /// <summary>An end that the draft names stays; a duration counts from the start, where that has moved.</summary>
    private static (long NotBefore, long Expires) PeriodOf(long notBefore, long expires, long starts, string? duration, long asIssuer, Chain own)
    {
        var raised = Math.Max(starts, own.Rights.NotBefore);
        if (duration == ServerLicenseDraft.AsLongAsIssuer)
        {
            return (raised, Math.Max(raised + 1, asIssuer));
        }

        var moved = duration is not null && raised != notBefore;
        return (raised, moved && IsoDuration.EndOf(UnixTime.ToInstant(starts), duration!) is { } end ? Math.Min(UnixTime.Of(end), own.Rights.Expires) : expires);
    }

    private Outcome<Issued> Next(Ledger ledger, IssuerRights own, SessionGrant grant, AuditEntry audit, long at)
    {
        var (starts, expires) = PeriodOf(grant, own.Chain, at);
        var claims = grant.Claims with { Serial = grant.Claims.Serial + 1, IssuedAt = at, NotBefore = starts, Expires = expires };
        return writer.Write(claims, own.Chain).Is(out var document, out var fault)
            ? new Issued(ledger.With(grant with { Versions = grant.Versions.Add(new(claims, document, grant.Current.Draft)) }), grant.Id, audit, TakesSeats: grant.IsReserved && starts < grant.Claims.NotBefore)
            : fault;
    }
}
