using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Sessions;

/// <summary>What a session server decides, as pure steps: sessions and a wish in, the next sessions or a fault out.</summary>
internal sealed class SessionStep(ISigner key)
{
    /// <summary>The license of a session in the server's own process: shared, no cap, not counted.</summary>
    public const string LocalLicense = "local";

    /// <summary>How long the id of a session that is over is not granted again, in seconds.</summary>
    public const long NotAgain = 30 * 86_400;

    /// <summary>Largest number of a lease that an app may name: what follows it can still be written.</summary>
    private const long MaxN = 1L << 52;

    /// <summary>The ordinary lease in the server's own process, in seconds.</summary>
    private const long LocalLease = 600;

    /// <summary>A seat for a new session; the same session again gets the same seat and its current lease.</summary>
    /// <param name="table">The sessions, without lapsed ones.</param>
    /// <param name="context">What stands behind them.</param>
    /// <param name="id">The session id.</param>
    /// <param name="license">The session license id, verified as one that this server signed.</param>
    /// <param name="kind">The kind of seat.</param>
    /// <param name="nonce">The nonce of the request.</param>
    /// <param name="labels">What the app says of itself.</param>
    public Outcome<SessionAnswer> Acquire(SessionTable table, SessionContext context, string id, string license, string kind, string nonce, string? labels)
    {
        if (table.Live.TryGetValue(id, out var held))
        {
            return held.License != license || held.Kind != kind
                ? new LicenseFault(FaultCode.SessionMismatch, $"The session already holds a {held.Kind} seat; the request names another license or kind.", "Make a new secret for each session.")
                : held.Ended ? Over() : (Serves(context) ?? Grant(context, license, out _)) is { } nothing ? nothing
                : Again(table, context, held, nonce);
        }

        if (table.Over.TryGetValue(id, out var until) && context.At.Now < until)
        {
            return Over();
        }

        if (!Names.IsKind(kind))
        {
            return new LicenseFault(FaultCode.UnknownKind, $"'{Names.Shown(kind)}' is no kind of seat that can be taken.", "Name a kind of the license; 'generic' is a pool that serves any kind.", Names.Shown(kind));
        }

        if (Serves(context) is { } zero)
        {
            return zero;
        }

        if (Grant(context, license, out var grant) is { } no)
        {
            return no;
        }

        if (SeatRule.Refuse(context.Chain!, context.Ledger, table, grant, kind, context.At.Now) is { } full)
        {
            return full;
        }

        var ends = Ends(context, grant);
        var session = new SessionEntry
        {
            Id = id,
            License = license,
            Kind = kind,
            N = 1,
            StartedAt = context.At.Now,
            Ends = ends,
            Deadline = context.At.Ticks + ((ends - context.At.Now) * 1000),
            Labels = labels,
        };
        return new SessionAnswer(table.With(session), session, Lease(context, session, nonce), RenewWithin(ends - context.At.Now), MustStore: true);
    }

    /// <summary>The next lease: names the number of the last one; the same number again gets the same next number.</summary>
    public Outcome<SessionAnswer> Renew(SessionTable table, SessionContext context, string id, long n, string nonce)
    {
        if (!table.Live.TryGetValue(id, out var session) || session.Ended)
        {
            return Over();
        }

        var restored = session.RestoredUntil is not null;
        if (n < Math.Max(1, session.N - 1) || n > MaxN || (n > session.N && !restored) || (restored && n < session.N))
        {
            return new LicenseFault(FaultCode.OlderLease, $"The renewal names lease {n}; the last one given is {session.N}. Two holders use this session.",
                "Acquire a session of its own for each running app.");
        }

        if (Serves(context) is { } zero)
        {
            return zero;
        }

        if (Grant(context, session.License, out var grant) is { } no)
        {
            return no;
        }

        var ends = Ends(context, grant);
        var next = session with
        {
            N = n == session.N - 1 ? session.N : n + 1,
            Ends = ends,
            Deadline = context.At.Ticks + ((ends - context.At.Now) * 1000),
            RestoredUntil = null,
        };
        return new SessionAnswer(table.With(next), next, Lease(context, next, nonce), RenewWithin(ends - context.At.Now), MustStore: restored);
    }

    /// <summary>Sessions whose lease has ended make room; their ids are not granted again for a while.</summary>
    public static SessionTable Lapse(SessionTable table, long ticks, long now, Action<SessionEntry> lapsed)
    {
        while (table.FirstLapsed(ticks) is { } session)
        {
            table = table.End(session, now + NotAgain);
            lapsed(session);
        }

        return table;
    }

    /// <summary>The sessions after a restart: those of this process ended with it, the others go on with one full lease, once; old ids are forgotten.</summary>
    /// <param name="stored">What was stored.</param>
    /// <param name="context">What stands behind it now.</param>
    /// <param name="changed">Told the id of each session that must be stored again.</param>
    public static SessionTable Restore(SessionTable stored, SessionContext context, Action<string> changed)
    {
        var table = stored.Over.Aggregate(SessionTable.Empty, (t, over) => t.WithOver(over.Key, over.Value)).Forget(context.At.Now, changed);
        foreach (var session in stored.Live.Values)
        {
            var restored = Restore(context, session);
            table = session.IsLocal ? table.WithOver(session.Id, context.At.Now + NotAgain) : table.With(restored);
            if (session.IsLocal || session.RestoredUntil is null)
            {
                changed(session.Id);
            }
        }

        return table;
    }

    /// <summary>One that did not renew since the last restart keeps the deadline given at that one.</summary>
    public static SessionEntry Restore(SessionContext context, SessionEntry stored)
    {
        context.Ledger.Sessions.TryGetValue(stored.License, out var grant);
        var until = stored.RestoredUntil ?? (context.Chain is null ? context.At.Now : Math.Max(context.At.Now, Ends(context, grant)));
        return stored with { RestoredUntil = until, Ends = until, Deadline = context.At.Ticks + (Math.Max(0, until - context.At.Now) * 1000) };
    }

    /// <summary>Why no session is served at all; null when they are.</summary>
    private static LicenseFault? Serves(SessionContext context) => context.Standing.Serves ? null : context.Standing.Fault;

    private static LicenseFault? Grant(SessionContext context, string license, out SessionGrant? grant)
    {
        grant = null;
        if (license == LocalLicense)
        {
            return null;
        }

        if (!context.Ledger.Sessions.TryGetValue(license, out grant))
        {
            return new(FaultCode.ForeignSessionLicense, "The session license is not one that this server has issued.", "Get a session license from this server's operator.", Names.Shown(license));
        }

        var claims = grant.License.Claims;
        return grant.Revoked ? new(FaultCode.Revoked, $"Session license '{claims.Client}' is revoked.", "Ask the server's operator for a new one.", link: grant.Id)
            : context.At.Now < claims.NotBefore ? new(FaultCode.NotYetValid, $"Session license '{claims.Client}' starts at {Shown.Instant(claims.NotBefore)}.", "Wait until then.", link: grant.Id)
            : context.At.Now >= EndOf(context, grant) ? new(FaultCode.Expired, $"Session license '{claims.Client}' ended at {Shown.Instant(claims.Expires)}.", "Ask the server's operator for a new one.", link: grant.Id)
            : null;
    }

    /// <summary>No lease outlives what stands behind it.</summary>
    private static long Ends(SessionContext context, SessionGrant? grant)
    {
        var rights = context.Chain!.Rights;
        var lease = Math.Min(grant?.License.MaxLease ?? LocalLease, rights.MaxLease);
        var ends = UnixTime.Add(context.At.Now, lease);
        return Math.Min(Math.Min(ends, grant is null ? UnixTime.Max : EndOf(context, grant)), Math.Min(rights.End, context.FreshUntil));
    }

    /// <summary>The current lease once more: it ends when the seat does, whatever the wall clock did since, and not after what stands behind it now.</summary>
    private Outcome<SessionAnswer> Again(SessionTable table, SessionContext context, SessionEntry held, string nonce)
    {
        context.Ledger.Sessions.TryGetValue(held.License, out var grant);
        var ends = Math.Min(context.At.Now + ((held.Deadline - context.At.Ticks) / 1000), Ends(context, grant));
        return ends <= context.At.Now ? Over()
            : new SessionAnswer(table, held, Lease(context, held with { Ends = ends }, nonce), RenewWithin(ends - context.At.Now), MustStore: false);
    }

    /// <summary>A session license that ends with its server's lasts through the server's grace; an earlier end is its own.</summary>
    private static long EndOf(SessionContext context, SessionGrant grant)
    {
        var (expires, rights) = (grant.License.Claims.Expires, context.Chain!.Rights);
        return expires >= rights.Expires ? Math.Max(expires, rights.End) : expires;
    }

    private static long RenewWithin(long lease) => Math.Max(1, lease / 2);

    private static LicenseFault Over() => new(FaultCode.SessionOver, "The session has lapsed, was ended or released, or is unknown.", "Acquire a new session.");

    private string Lease(SessionContext context, SessionEntry session, string nonce)
    {
        var chain = context.Chain!;
        var now = context.At.Now;
        var features = chain.Rights.FeaturesAt(now);
        return new LeaseClaims
        {
            Product = chain.Leaf.Product,
            Issuer = chain.Leaf.Id,
            Session = session.Id,
            IssuedAt = now,
            Expires = session.Ends,
            N = session.N,
            Nonce = nonce,
            License = session.License,
            Kind = session.Kind,
            RenewWithin = RenewWithin(session.Ends - now),
            Warnings = context.Standing.Standing == Standing.Grace ? ["grace"] : [],
            Features = [.. features.Keys.Where(f => AllowsFeature(context.Ledger, session.License, f, now)).Order(StringComparer.Ordinal)],
        }.Sign(key);
    }

    /// <summary>A session license that names features gives only those; one that names none gives the server's.</summary>
    private static bool AllowsFeature(Ledger ledger, string license, string feature, long now) =>
        !ledger.Sessions.TryGetValue(license, out var grant) || grant.License.Claims.Features.Count == 0
        || (grant.License.Claims.Features.TryGetValue(feature, out var given) && (given.Until ?? long.MaxValue) > now);
}
