using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Parent;

/// <summary>What was issued here at one instant: filtered and ordered by what the ledger knows of each license, and made into items only where a caller takes them.</summary>
/// <param name="rows">What was issued.</param>
/// <param name="own">The issuer's license; null when none is held.</param>
/// <param name="useOf">Seats that sessions of a session license use.</param>
/// <param name="now">Effective now.</param>
internal sealed class IssuedList(IssuedRows rows, IssuerRights? own, Func<string, Seats> useOf, long now)
{
    private readonly Ledger _ledger = rows.Ledger;

    public IssuedLicense? Find(string id) => _ledger.Servers.TryGetValue(id, out var server) ? Item(server)
        : _ledger.Sessions.TryGetValue(id, out var session) ? Item(session)
        : null;

    public IEnumerable<IssuedLicense> All(LicenseQuery query) => Places(query, _ => true).Order(ListCursor.Order).Select(r => Find(r.Id)!);

    public LicensePage Page(LicenseQuery query, ListCursor? after, int limit)
    {
        var first = new FirstPlaces(limit + 1, after);
        foreach (var place in Places(query, first.Takes))
        {
            first.Add(place);
        }

        var places = first.InOrder();
        var items = places.Take(limit).Select(p => Find(p.Id)!);
        return new LicensePage([.. items], places.Length > limit ? places[limit - 1].ToString() : null);
    }

    /// <summary>How many licenses that are not revoked expire in each of several periods that follow each other.</summary>
    public long[] CountExpiring(long[] bounds)
    {
        var counts = new long[Math.Max(0, bounds.Length - 1)];
        foreach (var expires in rows.Servers.Concat(rows.Sessions).Where(r => !r.IsRevoked).Select(r => r.Expires))
        {
            var found = Array.BinarySearch(bounds, expires);
            var period = found >= 0 ? found : ~found - 1;
            if (period >= 0 && period < counts.Length)
            {
                counts[period]++;
            }
        }

        return counts;
    }

    /// <summary>The places of the licenses that a query asks for; a standing, which costs most, is asked only of those that are wanted.</summary>
    private IEnumerable<ListCursor> Places(LicenseQuery query, Func<ListCursor, bool> isWanted)
    {
        IEnumerable<IssuedRows.Row> all = query.Type switch
        {
            "server" => rows.Servers,
            "session" => rows.Sessions,
            null => rows.Servers.Concat(rows.Sessions),
            _ => [],
        };
        foreach (var row in all)
        {
            if (Has(query, row) && PlaceOf(query.Sort, row) is var place && isWanted(place) && (query.Standing is null || StandingOf(row) == query.Standing))
            {
                yield return place;
            }
        }
    }

    private static bool Has(LicenseQuery query, IssuedRows.Row row) =>
        (query.ExpiresFrom is not { } from || row.Expires >= UnixTime.Of(from))
        && (query.ExpiresBefore is not { } end || row.Expires < UnixTime.Of(end))
        && (query.PingedBefore is not { } before || row.LastPing < UnixTime.Of(before))
        && (query.Search is null || row.Client.Contains(query.Search, StringComparison.OrdinalIgnoreCase));

    private static ListCursor PlaceOf(LicenseSort sort, IssuedRows.Row row) =>
        new(sort, row.Client, sort == LicenseSort.Expires ? row.Expires : row.LastPing ?? long.MinValue, row.Id);

    private Standing StandingOf(IssuedRows.Row row) => (row.Server is { } server ? Standing(server) : Standing(row.Session!)).Standing;

    private IssuedLicense Item(ServerGrant grant) => IssuedLicenses.Of(grant, Standing(grant), now);

    private IssuedLicense Item(SessionGrant grant) => IssuedLicenses.Of(grant, Standing(grant), useOf(grant.Id), now);

    private StandingReport Standing(ServerGrant grant) => own is null ? StandingReport.NoneHeld : grant.Standing(own, now);

    private StandingReport Standing(SessionGrant grant) => own is null ? StandingReport.NoneHeld : grant.Standing(own, now);
}
