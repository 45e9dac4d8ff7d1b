using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Parent;

/// <summary>What was issued here at one instant: filtered and ordered by what the ledger knows of each license, and made into items only where a caller takes them.</summary>
/// <param name="ledger">What was issued.</param>
/// <param name="own">The issuer's license; null when none is held.</param>
/// <param name="useOf">Seats that sessions of a session license use.</param>
/// <param name="now">Effective now.</param>
internal sealed class IssuedList(Ledger ledger, IssuerRights? own, Func<string, Seats> useOf, long now)
{
    public IssuedLicense? Find(string id) => ledger.Servers.TryGetValue(id, out var server) ? Item(server)
        : ledger.Sessions.TryGetValue(id, out var session) ? Item(session)
        : null;

    public IEnumerable<IssuedLicense> All(LicenseQuery query) => Rows(query).Order(ListCursor.Order).Select(r => Find(r.Id)!);

    public LicensePage Page(LicenseQuery query, ListCursor? after, int limit)
    {
        var rows = Rows(query).Where(r => after is not { } last || r.IsAfter(last)).Order(ListCursor.Order).Take(limit + 1).ToArray();
        var items = rows.Take(limit).Select(r => Find(r.Id)!);
        return new LicensePage([.. items], rows.Length > limit ? rows[limit - 1].ToString() : null);
    }

    private IEnumerable<ListCursor> Rows(LicenseQuery query)
    {
        var servers = ledger.Servers.Values
            .Where(g => query.Type is null or "server" && Has(query, g.Client, g.Claims.Expires, g.LastPing)
                && (query.Standing is null || Standing(g).Standing == query.Standing))
            .Select(g => Row(query.Sort, g.Client, g.Claims.Expires, g.LastPing, g.Id));
        var sessions = ledger.Sessions.Values
            .Where(g => query.Type is null or "session" && Has(query, g.Client, g.Claims.Expires, null)
                && (query.Standing is null || Standing(g).Standing == query.Standing))
            .Select(g => Row(query.Sort, g.Client, g.Claims.Expires, null, g.Id));
        return servers.Concat(sessions);
    }

    private static bool Has(LicenseQuery query, string client, long expires, long? lastPing) =>
        (query.ExpiresBefore is not { } end || expires < UnixTime.Of(end))
        && (query.PingedBefore is not { } before || lastPing < UnixTime.Of(before))
        && (query.Search is null || client.Contains(query.Search, StringComparison.OrdinalIgnoreCase));

    private static ListCursor Row(LicenseSort sort, string client, long expires, long? lastPing, string id) =>
        new(sort, client, sort == LicenseSort.Expires ? expires : lastPing ?? long.MinValue, id);

    private IssuedLicense Item(ServerGrant grant) => IssuedLicenses.Of(grant, Standing(grant), now);

    private IssuedLicense Item(SessionGrant grant) => IssuedLicenses.Of(grant, Standing(grant), useOf(grant.Id), now);

    private StandingReport Standing(ServerGrant grant) => own is null ? StandingReport.NoneHeld : grant.Standing(own, now);

    private StandingReport Standing(SessionGrant grant) => own is null ? StandingReport.NoneHeld : grant.Standing(own, now);
}
