using System.Diagnostics.Metrics;
using LicenseKit.Chains;
using LicenseKit.Hosting.Telemetry;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Server;

/// <summary>What a server shows when metrics are collected, from the committed state.</summary>
internal sealed class ServerGauges(ServerLoop loop, ServerClock clock, PublicKey holder, Func<long, StandingReport> standingAt) : IServerGauges
{
    private const string Kind = "licensekit.seat.kind";

    public IEnumerable<Measurement<long>> SeatsInUse()
    {
        var published = loop.Published;
        var named = published.Child.Chain?.Leaf.Seats.Kinds ?? [];
        return from kind in named.Union(published.InUse.Kinds, StringComparer.Ordinal)
               group published.InUse[kind] by Instruments.KindOf(kind, named) into used
               select new Measurement<long>(used.Sum(), new KeyValuePair<string, object?>(Kind, used.Key));
    }

    public IEnumerable<Measurement<long>> SeatsAllowed()
    {
        var now = clock.Now.Now;
        if (loop.Published.Child.Chain is not { } chain || !standingAt(now).Serves)
        {
            return [];
        }

        var seats = chain.Rights.TimelineOf(chain.Links.Count - 1).At(now);
        return seats.Kinds.Select(kind => new Measurement<long>(seats[kind], new KeyValuePair<string, object?>(Kind, kind)))
            .Append(new Measurement<long>(seats.Generic, new KeyValuePair<string, object?>(Kind, "generic")));
    }

    public IEnumerable<Measurement<long>> LicensesByStanding()
    {
        var now = clock.Now.Now;
        var published = loop.Published;
        if (IssuerRights.Of(published.Child, holder, now).Value is not { } own)
        {
            return [];
        }

        return Count("server", published.Ledger.Servers.Values.Select(g => g.Standing(own, now)))
            .Concat(Count("session", published.Ledger.Sessions.Values.Select(g => g.Standing(own, now))));
    }

    public IEnumerable<Measurement<long>> Queued() =>
        loop.Queued.Select(q => new Measurement<long>(q.Value, new KeyValuePair<string, object?>("licensekit.request.class", q.Key.ToString().ToLowerInvariant())));

    public IEnumerable<Measurement<double>> ContactAge() =>
        loop.Published.Child is { Chain.Leaf.Contact: not null, Exchange.Contact: { } contact } ? [new Measurement<double>(Math.Max(0, clock.Now.Now - contact.Since))] : [];

    private static IEnumerable<Measurement<long>> Count(string type, IEnumerable<StandingReport> standings) =>
        from standing in standings
        where standing.Standing != Standing.Revoked
        group standing by standing.Text into same
        select new Measurement<long>(same.LongCount(), new("licensekit.license.type", type), new("licensekit.standing", same.Key));
}
