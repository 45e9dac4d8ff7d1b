using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Server;
using LicenseKit.Issuing;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Storage;

/// <summary>Loads a server's state, and stores what a batch has touched in one transaction, its audit rows included.</summary>
/// <remarks>Used by the one writer of a server; reading the audit trail opens a connection of its own.</remarks>
internal sealed class StateStore(LicenseStorage storage) : IAsyncDisposable
{
    private DbConnection? _connection;
    private long _auditSeq;

    public async Task<(ServerState State, long? Floor)> LoadAsync(ChainReader reader, VersionSigner signer, PublicKey key, CancellationToken cancellationToken)
    {
        var connection = await ConnectionAsync(cancellationToken).ConfigureAwait(false);
        await Migrations.ApplyAsync(connection, cancellationToken).ConfigureAwait(false);
        _auditSeq = await Sql.ScalarAsync(connection, null, "SELECT COALESCE(MAX(seq), 0) FROM lk_audit", cancellationToken).ConfigureAwait(false);
        var floor = await Sql.QueryAsync(connection, "SELECT value FROM lk_meta WHERE name = 'floor'",
            r => long.Parse(r.GetString(0), NumberStyles.None, CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        var child = await LoadChildAsync(connection, reader, key, cancellationToken).ConfigureAwait(false);
        var ledger = await LoadLedgerAsync(connection, signer, cancellationToken).ConfigureAwait(false);
        var sessions = await LoadSessionsAsync(connection, cancellationToken).ConfigureAwait(false);
        return (new ServerState(child, ledger, sessions), floor.Count == 0 ? null : floor[0]);
    }

    /// <summary>All of it or nothing.</summary>
    public async Task CommitAsync(ServerState state, Touched touched, PublicKey key, long floor, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await ConnectionAsync(cancellationToken).ConfigureAwait(false);
            using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            Task Run(string sql, params (string, object?)[] parameters) => Sql.ExecuteAsync(connection, transaction, sql, cancellationToken, parameters);
            await Run("INSERT INTO lk_meta (name, value) VALUES ('floor', @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                ("@value", floor.ToString(CultureInfo.InvariantCulture))).ConfigureAwait(false);
            await StoreChildAsync(state.Child, touched, key, Run).ConfigureAwait(false);
            await StoreLedgerAsync(state.Ledger, touched, Run).ConfigureAwait(false);
            await StoreSessionsAsync(state.Sessions, touched, Run).ConfigureAwait(false);
            var seq = _auditSeq;
            foreach (var audit in touched.Audits)
            {
                await Run("INSERT INTO lk_audit (seq, at, actor, action, license, text) VALUES (@seq, @at, @actor, @action, @license, @text)",
                    ("@seq", ++seq), ("@at", audit.At), ("@actor", audit.By), ("@action", audit.Action), ("@license", audit.License), ("@text", audit.Text)).ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            _auditSeq = seq;
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The newest rows of the audit trail first.</summary>
    public async Task<IReadOnlyList<Audit>> ReadAuditAsync(int most, CancellationToken cancellationToken)
    {
        using var connection = await storage.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return await Sql.QueryAsync(connection, "SELECT at, actor, action, license, text FROM lk_audit ORDER BY seq DESC LIMIT @most",
            r => new Audit(r.GetInt64(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3), r.GetString(4)), cancellationToken, ("@most", most)).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<DbConnection> ConnectionAsync(CancellationToken cancellationToken) =>
        _connection ??= await storage.ConnectAsync(cancellationToken).ConfigureAwait(false);

    private static async Task<ChildState> LoadChildAsync(DbConnection connection, ChainReader reader, PublicKey key, CancellationToken cancellationToken)
    {
        var seen = await Sql.QueryAsync(connection, "SELECT path, serial, sha256 FROM lk_seen",
            r => KeyValuePair.Create(r.GetString(0), new LinkVersion(r.GetInt64(1), r.GetString(2))), cancellationToken).ConfigureAwait(false);
        var held = await Sql.QueryAsync(connection, "SELECT bundle, talk FROM lk_held", r => (Bundle: r.GetString(0), Talk: r.GetString(1)), cancellationToken).ConfigureAwait(false);
        var state = new ChildState { Seen = seen.ToImmutableDictionary(StringComparer.Ordinal) };
        if (held.Count == 0)
        {
            return state;
        }

        if (!reader.ReadAs(key, Encoding.UTF8.GetBytes(held[0].Bundle)).Is(out var chain, out var fault))
        {
            throw new LicenseFaultException(new(FaultCode.Storage, $"The stored license is not accepted: {fault}", "Use the root key and product with which it was applied, or another data folder."));
        }

        // Monotonic time is of one run: a ping of an earlier one must not look young, or its late answer would set the floor of time back.
        var talk = JsonSerializer.Deserialize(held[0].Talk, StoredJson.Default.ChildTalk)!;
        return state with { Chain = chain, Talk = talk with { Pending = talk.Pending is { } pending ? pending with { SentTicks = null } : null } };
    }

    private static async Task<Ledger> LoadLedgerAsync(DbConnection connection, VersionSigner signer, CancellationToken cancellationToken)
    {
        var versions = await Sql.QueryAsync(connection, "SELECT id, holder, jws, draft FROM lk_server_version ORDER BY id, serial",
            r => (Id: r.GetString(0), Version: new GrantVersion(Read(signer.ReadServer(Encoding.ASCII.GetBytes(r.GetString(2)))), r.GetString(3), (int)r.GetInt64(1))), cancellationToken).ConfigureAwait(false);
        var told = await Sql.QueryAsync(connection, "SELECT id, told FROM lk_server_grant",
            r => (Id: r.GetString(0), Told: JsonSerializer.Deserialize(r.GetString(1), StoredJson.Default.StoredTold)!), cancellationToken).ConfigureAwait(false);
        var sessions = await Sql.QueryAsync(connection, "SELECT jws, draft, revoked FROM lk_session_license",
            r => new SessionGrant { License = Read(signer.ReadSession(Encoding.ASCII.GetBytes(r.GetString(0)))), Draft = r.GetString(1), Revoked = r.GetInt64(2) != 0 }, cancellationToken).ConfigureAwait(false);
        var byId = versions.ToLookup(v => v.Id, v => v.Version, StringComparer.Ordinal);
        return Ledger.Empty with
        {
            Servers = told.Select(t => t.Told.ToGrant(t.Id, [.. byId[t.Id]])).ToImmutableDictionary(g => g.Id, StringComparer.Ordinal),
            Sessions = sessions.ToImmutableDictionary(g => g.Id, StringComparer.Ordinal),
        };
    }

    private static T Read<T>(Outcome<T> stored)
        where T : class => stored.Is(out var value, out var fault) ? value
        : throw new LicenseFaultException(new(FaultCode.Storage, $"A stored grant does not verify under this installation's key: {fault}", "Restore the installation key that belongs to the database."));

    private static async Task<SessionTable> LoadSessionsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var table = SessionTable.Empty;
        var live = await Sql.QueryAsync(connection, "SELECT id, license, kind, n, started_at, ends, restored_until, ended, labels FROM lk_session", r => new SessionEntry
        {
            Id = r.GetString(0),
            License = r.GetString(1),
            Kind = r.GetString(2),
            N = r.GetInt64(3),
            StartedAt = r.GetInt64(4),
            Ends = r.GetInt64(5),
            Deadline = 0,
            RestoredUntil = r.IsDBNull(6) ? null : r.GetInt64(6),
            Ended = r.GetInt64(7) != 0,
            Labels = r.IsDBNull(8) ? null : r.GetString(8),
        }, cancellationToken).ConfigureAwait(false);
        var over = await Sql.QueryAsync(connection, "SELECT id, until FROM lk_session_over", r => (Id: r.GetString(0), Until: r.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        table = live.Aggregate(table, (t, session) => t.With(session));
        return over.Aggregate(table, (t, o) => t.WithOver(o.Id, o.Until));
    }

    private static async Task StoreChildAsync(ChildState child, Touched touched, PublicKey key, Func<string, (string, object?)[], Task> run)
    {
        if (!touched.Child || child.Chain is not { } chain)
        {
            return;
        }

        await run("DELETE FROM lk_held WHERE id <> @id", [("@id", chain.Leaf.Id)]).ConfigureAwait(false);
        await run("INSERT INTO lk_held (id, bundle, talk) VALUES (@id, @bundle, @talk) ON CONFLICT (id) DO UPDATE SET bundle = excluded.bundle, talk = excluded.talk",
            [("@id", chain.Leaf.Id), ("@bundle", Encoding.UTF8.GetString(chain.ToBundle(key))), ("@talk", JsonSerializer.Serialize(child.Talk, StoredJson.Default.ChildTalk))]).ConfigureAwait(false);
        foreach (var (path, version) in Seen.Raise(ImmutableDictionary<string, LinkVersion>.Empty, chain))
        {
            await run("INSERT INTO lk_seen (path, serial, sha256) VALUES (@path, @serial, @sha256) ON CONFLICT (path) DO UPDATE SET serial = excluded.serial, sha256 = excluded.sha256",
                [("@path", path), ("@serial", version.Serial), ("@sha256", version.Sha256)]).ConfigureAwait(false);
        }
    }

    private static async Task StoreLedgerAsync(Ledger ledger, Touched touched, Func<string, (string, object?)[], Task> run)
    {
        foreach (var grant in touched.Servers.Union(touched.Told).Select(id => ledger.Servers[id]))
        {
            await run("INSERT INTO lk_server_grant (id, told) VALUES (@id, @told) ON CONFLICT (id) DO UPDATE SET told = excluded.told",
                [("@id", grant.Id), ("@told", JsonSerializer.Serialize(StoredTold.Of(grant), StoredJson.Default.StoredTold))]).ConfigureAwait(false);
            foreach (var version in touched.Servers.Contains(grant.Id) ? grant.Versions : [])
            {
                await run("INSERT INTO lk_server_version (id, serial, holder, jws, draft) VALUES (@id, @serial, @holder, @jws, @draft) ON CONFLICT (id, serial) DO NOTHING",
                    [("@id", grant.Id), ("@serial", version.License.Serial), ("@holder", version.Holder), ("@jws", version.License.Jws), ("@draft", version.Draft)]).ConfigureAwait(false);
            }
        }

        foreach (var grant in touched.SessionLicenses.Select(id => ledger.Sessions[id]))
        {
            await run("INSERT INTO lk_session_license (id, jws, draft, revoked) VALUES (@id, @jws, @draft, @revoked) ON CONFLICT (id) DO UPDATE SET jws = excluded.jws, draft = excluded.draft, revoked = excluded.revoked",
                [("@id", grant.Id), ("@jws", grant.License.Jws), ("@draft", grant.Draft), ("@revoked", grant.Revoked ? 1 : 0)]).ConfigureAwait(false);
        }
    }

    private static async Task StoreSessionsAsync(SessionTable sessions, Touched touched, Func<string, (string, object?)[], Task> run)
    {
        foreach (var id in touched.Sessions)
        {
            if (sessions.Live.TryGetValue(id, out var session))
            {
                await run("INSERT INTO lk_session (id, license, kind, n, started_at, ends, restored_until, ended, labels) VALUES (@id, @license, @kind, @n, @started, @ends, @restored, @ended, @labels) "
                    + "ON CONFLICT (id) DO UPDATE SET n = excluded.n, ends = excluded.ends, restored_until = excluded.restored_until, ended = excluded.ended",
                    [("@id", id), ("@license", session.License), ("@kind", session.Kind), ("@n", session.N), ("@started", session.StartedAt), ("@ends", session.Ends),
                    ("@restored", session.RestoredUntil), ("@ended", session.Ended ? 1 : 0), ("@labels", session.Labels)]).ConfigureAwait(false);
                continue;
            }

            await run("DELETE FROM lk_session WHERE id = @id", [("@id", id)]).ConfigureAwait(false);
            if (sessions.Over.TryGetValue(id, out var until))
            {
                await run("INSERT INTO lk_session_over (id, until) VALUES (@id, @until) ON CONFLICT (id) DO UPDATE SET until = excluded.until", [("@id", id), ("@until", until)]).ConfigureAwait(false);
            }
            else
            {
                await run("DELETE FROM lk_session_over WHERE id = @id", [("@id", id)]).ConfigureAwait(false);
            }
        }
    }
}
