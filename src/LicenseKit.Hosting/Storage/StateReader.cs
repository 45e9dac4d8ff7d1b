using LicenseKit.Freshness;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Hosting.Storage;

/// <summary>Reads all rows of a database.</summary>
internal static class StateReader
{
    private const string Batch = "SELECT epoch, batch, floor, run_time FROM lk_batch";
    private const string Held = "SELECT id, bundle, exchange, former FROM lk_held";
    private const string Seen = "SELECT path, serial, sha256 FROM lk_seen ORDER BY path";
    private const string Runs = "SELECT run, started, risen FROM lk_run";
    private const string Lengths = "SELECT license, until, seconds FROM lk_lease_length ORDER BY until";
    private const string Sessions = "SELECT no, id, license, kind, n, run, ended FROM lk_session ORDER BY no";
    private const string Over = "SELECT no, id, until FROM lk_over ORDER BY no";

    private const string Answers = "SELECT no, key, fingerprint, at FROM lk_answer ORDER BY no";

    private const string Documents = "SELECT id, collection, version, text FROM lk_document ORDER BY collection, id";

    private const string Grants = "SELECT id, type, client, folded, state, serial, held, settled, expires, ends, follows, last_contact, counted_from, reset_at, "
        + "shown_key, seats_used, former_until, heard, former_out, refused_activations FROM lk_grant ORDER BY no";

    private const string Versions = "SELECT COALESCE(g.id, v.grant_no), v.serial, v.holder, v.sha256, v.jws, v.draft "
        + "FROM lk_version v LEFT JOIN lk_grant g ON g.no = v.grant_no ORDER BY v.grant_no, v.serial";

    private const string Exchanges = "SELECT COALESCE(g.id, e.grant_no), e.key, e.seq, e.ping_sha256, e.ping, e.named_seq, e.named_sha256, e.sent_seq, e.pong, e.forked "
        + "FROM lk_exchange e LEFT JOIN lk_grant g ON g.no = e.grant_no ORDER BY e.grant_no, e.key";

    public static async Task<StoredState> ReadAsync(WriteConnection from, CancellationToken cancellationToken)
    {
        Task<List<T>> ListAsync<T>(string table, string sql, Func<StoredRow, T> read) => StateReader.ListAsync(from.ReadAsync(table, sql, cancellationToken), read);

        var batch = (await ListAsync("lk_batch", Batch, r => (Batch: r.Integer(1), Floor: r.IntegerOrNull(2), RunTime: r.Integer(3))).ConfigureAwait(false))[0];
        var held = await ListAsync("lk_held", Held, r => (Bundle: r.Text(1), Exchange: r.Text(2), Former: r.TextOrNull(3))).ConfigureAwait(false);
        var runs = await ListAsync("lk_run", Runs, r => (Run: r.Integer(0), StartedAt: r.Integer(1), Risen: r.Integer(2))).ConfigureAwait(false);
        return new()
        {
            IsEmpty = batch.Batch == 0,
            Floor = batch.Floor,
            RunTime = batch.RunTime,
            Bundle = held.Count == 0 ? null : held[0].Bundle,
            Exchange = held.Count == 0 ? null : held[0].Exchange,
            Former = held.Count == 0 ? null : held[0].Former,
            Seen = await ListAsync("lk_seen", Seen, r => KeyValuePair.Create(r.Text(0), new LinkVersion(r.Integer(1), r.Text(2)))).ConfigureAwait(false),
            Runs = runs.ToDictionary(r => r.Run, r => r.StartedAt),
            Risen = runs.Where(r => r.StartedAt > batch.RunTime - EffectiveClock.RiseWindow).Sum(r => r.Risen),
            Lengths = await ListAsync("lk_lease_length", Lengths, r => new LeaseLength(r.Text(0), r.Integer(1), r.Integer(2))).ConfigureAwait(false),
            Grants = await ListAsync("lk_grant", Grants, GrantRow).ConfigureAwait(false),
            Versions = await ListAsync("lk_version", Versions, r => new VersionRow(r.Text(0), r.Integer(1), r.Integer(2), r.Text(3), r.Text(4), r.Text(5))).ConfigureAwait(false),
            Exchanges = await ListAsync("lk_exchange", Exchanges, ExchangeRow).ConfigureAwait(false),
            Sessions = await ReadSessionsAsync(from, cancellationToken).ConfigureAwait(false),
            Answers = await ListAsync("lk_answer", Answers, r => new KeptAnswer(r.Integer(0), r.Text(1), r.Text(2), r.Integer(3))).ConfigureAwait(false),
            Documents = await ListAsync("lk_document", Documents, r => new HostDocument(r.Text(1), r.Text(0), r.Text(3), r.Integer(2))).ConfigureAwait(false),
            Over = await ListAsync("lk_over", Over, r => (r.Integer(0), Session(r), r.Integer(2))).ConfigureAwait(false),
        };
    }

    public static SessionPageRow SessionPageRow(StoredRow row) =>
        new(row.Integer(0), Session(row), row.Text(2), row.Text(3), row.Integer(4), row.Integer(5) != 0, row.TextOrNull(6));

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<StoredRow> rows, Func<StoredRow, T> read)
    {
        var list = new List<T>();
        await foreach (var row in rows.ConfigureAwait(false))
        {
            list.Add(read(row));
        }

        return list;
    }

    /// <summary>A million of them have few licenses and kinds, whose texts are shared.</summary>
    private static Task<List<StoredSession>> ReadSessionsAsync(WriteConnection from, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        string Shared(string name) => names.TryGetValue(name, out var known) ? known : names[name] = name;

        return ListAsync(from.ReadAsync("lk_session", Sessions, cancellationToken), r =>
            new StoredSession(Session(r), r.Integer(0), Shared(r.Text(2)), Shared(r.Text(3)), r.Integer(4), r.Integer(5), r.Integer(6) != 0));
    }

    private static SessionId Session(StoredRow row) => SessionId.TryParse(row.Text(1), out var id) ? id : throw row.Damaged(1, "a session id");

    private static GrantRow GrantRow(StoredRow row) => new()
    {
        Id = row.Text(0),
        Type = row.Text(1),
        Client = row.Text(2),
        Folded = row.Text(3),
        State = row.Text(4),
        Serial = row.Integer(5),
        Held = row.Integer(6),
        Settled = row.Integer(7),
        Expires = row.Integer(8),
        Ends = row.Integer(9),
        Follows = row.IntegerOrNull(10),
        LastContact = row.IntegerOrNull(11),
        CountedFrom = row.Integer(12) is >= 0 and <= int.MaxValue and var from ? (int)from : throw row.Damaged(12, "a number of a holder"),
        ResetAt = row.Integer(13),
        ShownKey = row.TextOrNull(14),
        Use = row.TextOrNull(15),
        FormerUntil = row.IntegerOrNull(16),
        HeardAt = row.Integer(17),
        FormerOut = row.IntegerOrNull(18),
        RefusedActivations = row.Integer(19),
    };

    private static ExchangeRow ExchangeRow(StoredRow row) => new(
        row.Text(0), row.Text(1), row.Integer(2), row.TextOrNull(3), row.TextOrNull(4), row.IntegerOrNull(5), row.TextOrNull(6), row.IntegerOrNull(7), row.Text(8), row.Integer(9) != 0);
}
