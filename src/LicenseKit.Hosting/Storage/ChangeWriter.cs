using LicenseKit.Freshness;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Sessions;
using System.Collections.Immutable;
using System.Text;

namespace LicenseKit.Hosting.Storage;

/// <summary>The statements for each kind of change. Rows of sessions are found by number, which memory knows: an index by id would touch a random page for each.</summary>
internal static class ChangeWriter
{
    private const string StartSession = "INSERT INTO lk_session (no, id, license, kind, n, started_at, run, ended, labels) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)";
    private const string StoreLease = "UPDATE lk_session SET n = $2, run = $3 WHERE no = $1";
    private const string EndSession = "UPDATE lk_session SET ended = 1 WHERE no = $1";
    private const string DeleteSession = "DELETE FROM lk_session WHERE no = $1";
    private const string DeleteSessionsOfProcess = $"DELETE FROM lk_session WHERE license = '{LeaseRule.LocalLicense}'";
    private const string InsertOver = "INSERT INTO lk_over (no, id, until) VALUES ($1, $2, $3)";
    private const string ForgetOver = "DELETE FROM lk_over WHERE no <= $1";
    private const string InsertRun = "INSERT INTO lk_run (run, started, risen) VALUES ($1, $2, $3)";
    private const string SetFloor = "UPDATE lk_batch SET floor = $1";
    private const string InsertLength = "INSERT INTO lk_lease_length (license, until, seconds) VALUES ($1, $2, $3)";
    private const string InsertAudit = "INSERT INTO lk_audit (at, actor, action, license, text) VALUES ($1, $2, $3, $4, $5)";
    private const string InsertAnswer = "INSERT INTO lk_answer (no, key, fingerprint, at, answer) VALUES ($1, $2, $3, $4, $5)";
    private const string ForgetAnswers = "DELETE FROM lk_answer WHERE no <= $1";
    private const string DeleteDocument = "DELETE FROM lk_document WHERE collection = $1 AND id = $2";
    private const string DeleteOtherHeld = "DELETE FROM lk_held WHERE id <> $1";
    private const string StoreExchangeWithParent = "UPDATE lk_held SET exchange = $2, former = $3 WHERE id = $1";

    private const string StoreDocument = "INSERT INTO lk_document (collection, id, version, text) VALUES ($1, $2, $3, $4) "
        + "ON CONFLICT (collection, id) DO UPDATE SET version = excluded.version, text = excluded.text";

    private const string StoreHeld = "INSERT INTO lk_held (id, bundle, exchange, former) VALUES ($1, $2, $3, $4) "
        + "ON CONFLICT (id) DO UPDATE SET bundle = excluded.bundle, exchange = excluded.exchange, former = excluded.former";

    private const string StoreSeen = "INSERT INTO lk_seen (path, serial, sha256) VALUES ($1, $2, $3) "
        + "ON CONFLICT (path) DO UPDATE SET serial = excluded.serial, sha256 = excluded.sha256";

    private const string StoreGrant = "INSERT INTO lk_grant "
        + "(id, type, client, folded, state, serial, held, settled, expires, ends, follows, last_contact, counted_from, reset_at, shown_key, seats_used, former_until, heard, former_out, refused_activations) "
        + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) "
        + "ON CONFLICT (id) DO UPDATE SET client = excluded.client, folded = excluded.folded, state = excluded.state, serial = excluded.serial, held = excluded.held, "
        + "settled = excluded.settled, expires = excluded.expires, ends = excluded.ends, follows = excluded.follows, last_contact = excluded.last_contact, "
        + "counted_from = excluded.counted_from, reset_at = excluded.reset_at, shown_key = excluded.shown_key, "
        + "seats_used = excluded.seats_used, former_until = excluded.former_until, heard = excluded.heard, former_out = excluded.former_out, "
        + "refused_activations = excluded.refused_activations";

    private const string InsertVersion = "INSERT INTO lk_version (grant_no, serial, holder, sha256, jws, draft) "
        + "SELECT no, $2, $3, $4, $5, $6 FROM lk_grant WHERE id = $1 ON CONFLICT (grant_no, serial) DO NOTHING";

    /// <summary>The migration could not read the serial of a session license.</summary>
    private const string NumberVersion = "UPDATE lk_version SET serial = $2, sha256 = $3 WHERE serial = 0 AND grant_no = (SELECT no FROM lk_grant WHERE id = $1)";

    private const string StoreExchange = "INSERT INTO lk_exchange (grant_no, key, seq, ping_sha256, ping, named_seq, named_sha256, sent_seq, pong, forked) "
        + "SELECT no, $2, $3, $4, NULL, $5, $6, $7, $8, $9 FROM lk_grant WHERE id = $1 "
        + "ON CONFLICT (grant_no, key) DO UPDATE SET seq = excluded.seq, ping_sha256 = excluded.ping_sha256, ping = NULL, "
        + "named_seq = excluded.named_seq, named_sha256 = excluded.named_sha256, sent_seq = excluded.sent_seq, pong = excluded.pong, forked = excluded.forked";

    /// <param name="to">Inside a transaction.</param>
    /// <param name="change">The change.</param>
    /// <param name="run">The run that stores it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async ValueTask WriteAsync(WriteConnection to, Change change, long run, CancellationToken cancellationToken)
    {
        switch (change)
        {
            case Change.SessionStarted s:
                await to.ExecuteAsync(StartSession, cancellationToken, s.Number, s.Session.ToString(), s.License, s.Kind, 1L, s.StartedAt, run, s.Labels).ConfigureAwait(false);
                break;
            case Change.LeaseStored s:
                await to.ExecuteAsync(StoreLease, cancellationToken, s.Number, s.After.N, s.Run).ConfigureAwait(false);
                break;
            case Change.SessionEnding s:
                await to.ExecuteAsync(EndSession, cancellationToken, s.Number).ConfigureAwait(false);
                break;
            case Change.SessionOver s:
                await to.ExecuteAsync(DeleteSession, cancellationToken, s.Number).ConfigureAwait(false);
                await to.ExecuteAsync(InsertOver, cancellationToken, s.OverNumber, s.Session.ToString(), s.Until).ConfigureAwait(false);
                break;
            case Change.GrantChanged g:
                await WriteAsync(to, g, cancellationToken).ConfigureAwait(false);
                break;
            case Change.GrantReported g:
                await WriteAsync(to, g, cancellationToken).ConfigureAwait(false);
                break;
            case Change.ChildChanged c:
                await WriteAsync(to, c, cancellationToken).ConfigureAwait(false);
                break;
            case Change.LengthLowered { Lowered: var length }:
                await to.ExecuteAsync(InsertLength, cancellationToken, length.License, length.Until, length.Seconds).ConfigureAwait(false);
                break;
            case Change.RunStarted { Run: var started }:
                await to.ExecuteAsync(InsertRun, cancellationToken, started.Number, started.StartedAt, started.Risen).ConfigureAwait(false);
                await to.ExecuteAsync(DeleteSessionsOfProcess, cancellationToken).ConfigureAwait(false);
                break;
            case Change.ClockSet set:
                await to.ExecuteAsync(SetFloor, cancellationToken, set.Floor).ConfigureAwait(false);
                break;
            case Change.TimeStored time:
                await to.ExecuteAsync(ForgetOver, cancellationToken, time.ForgottenUpTo).ConfigureAwait(false);
                break;
            case Change.Audited { Entry: var entry }:
                await to.ExecuteAsync(InsertAudit, cancellationToken, entry.At, entry.By, entry.Action, entry.License, entry.Text).ConfigureAwait(false);
                break;
            case Change.DocumentWritten { After: { } written }:
                await to.ExecuteAsync(StoreDocument, cancellationToken, written.Collection, written.Id, written.Version, written.Text).ConfigureAwait(false);
                break;
            case Change.DocumentWritten removed:
                await to.ExecuteAsync(DeleteDocument, cancellationToken, removed.Collection, removed.Id).ConfigureAwait(false);
                break;
            case Change.AnswerKept { Answer: var kept } answer:
                await to.ExecuteAsync(ForgetAnswers, cancellationToken, answer.After.ForgottenUpTo).ConfigureAwait(false);
                await to.ExecuteAsync(InsertAnswer, cancellationToken, kept.Number, kept.Key, kept.Fingerprint, kept.At, StoredAnswer.Write(answer.Reply)).ConfigureAwait(false);
                break;
            case Change.LeaseMoved or Change.PeakReported or Change.TimeLearned or Change.PingSetAside:
                break; // Only memory keeps them.
            default:
                throw new ArgumentException($"A {change.GetType().Name} cannot be stored.", nameof(change));
        }
    }

    private static async ValueTask WriteAsync(WriteConnection to, Change.GrantChanged change, CancellationToken cancellationToken)
    {
        await WriteAsync(to, GrantRow.Of(change.After, change.Id), cancellationToken).ConfigureAwait(false);
        if (change.Before.Sessions.TryGetValue(change.Id, out var before))
        {
            await to.ExecuteAsync(NumberVersion, cancellationToken, before.Id, before.Claims.Serial, before.Current.Document.ContentHash).ConfigureAwait(false);
        }

        var version = VersionRow.Newest(change.After, change.Id);
        await to.ExecuteAsync(InsertVersion, cancellationToken, version.Id, version.Serial, version.Holder, version.Sha256, version.Jws, version.Draft).ConfigureAwait(false);
    }

    private static async ValueTask WriteAsync(WriteConnection to, Change.GrantReported change, CancellationToken cancellationToken)
    {
        await WriteAsync(to, GrantRow.Of(change.After, change.Id), cancellationToken).ConfigureAwait(false);
        foreach (var row in ExchangeRow.Changed(change.Before, change.After, change.Id))
        {
            await to.ExecuteAsync(StoreExchange, cancellationToken, row.Id, row.Key, row.Seq, row.PingSha256, row.NamedSeq, row.NamedSha256, row.SentSeq, row.Pong, row.IsForked ? 1L : 0L).ConfigureAwait(false);
        }
    }

    private static async ValueTask WriteAsync(WriteConnection to, GrantRow row, CancellationToken cancellationToken) => await to.ExecuteAsync(
        StoreGrant, cancellationToken, row.Id, row.Type, row.Client, row.Folded, row.State, row.Serial, row.Held, row.Settled, row.Expires, row.Ends, row.Follows,
        row.LastContact, (long)row.CountedFrom, row.ResetAt, row.ShownKey, row.Use, row.FormerUntil, row.HeardAt, row.FormerOut, row.RefusedActivations).ConfigureAwait(false);

    /// <summary>The bundle and the versions seen are written only when the chain is another one: a ping changes the exchange alone.</summary>
    private static async ValueTask WriteAsync(WriteConnection to, Change.ChildChanged change, CancellationToken cancellationToken)
    {
        if (change.After.Chain is not { } chain)
        {
            return;
        }

        var exchange = StoredJson.Write(StoredExchange.Of(change.After.Exchange));
        var former = StoredJson.Write([.. change.After.Former.Select(StoredFormer.Of)]);
        if (chain == change.Before.Chain)
        {
            await to.ExecuteAsync(StoreExchangeWithParent, cancellationToken, chain.Leaf.Id, exchange, former).ConfigureAwait(false);
            return;
        }

        await to.ExecuteAsync(DeleteOtherHeld, cancellationToken, chain.Leaf.Id).ConfigureAwait(false);
        await to.ExecuteAsync(StoreHeld, cancellationToken, chain.Leaf.Id, Encoding.UTF8.GetString(chain.ToBundle()), exchange, former).ConfigureAwait(false);
        foreach (var (path, version) in HighWaterMark.Advance(ImmutableDictionary<string, LinkVersion>.Empty, chain))
        {
            await to.ExecuteAsync(StoreSeen, cancellationToken, path, version.Serial, version.Sha256).ConfigureAwait(false);
        }
    }
}
