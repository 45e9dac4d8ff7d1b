using System.Runtime.CompilerServices;
using LicenseKit.Chains;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Storage;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Parent;

/// <summary>Carries the requests of operators to the loop, and shows them what is committed.</summary>
internal sealed class Issuer(ServerLoop loop, IServerStore store, ServerClock clock, DocumentSigner signer) : IIssuer
{
    private const int MostLicenses = 1000;

    /// <summary>Rows that a reader of the stream reads at once.</summary>
    private const int WatchPage = 100;

    /// <summary>Of the ledger that was listed last. A race makes them twice.</summary>
    private IssuedRows? _rows;

    public Task<Outcome<IssuedLicense>> IssueAsync(ServerLicenseDraft draft, string by, CancellationToken cancellationToken = default) =>
        ApplyAsync(LicenseChange.Issue(draft), by, null, cancellationToken);

    public Task<Outcome<IssuedLicense>> ChangeAsync(string id, Action<ServerLicenseDraft> change, string by, CancellationToken cancellationToken = default) => ChangeAsync(
        ledger => IssuingRules.Find(ledger, id).Is(out var grant, out var fault) ? new ReadDraft(grant.Current.Draft, grant.Claims.Serial) : fault,
        DraftReader.ReadServerLicense, change, (draft, serial) => LicenseChange.Replace(id, draft, serial), by, cancellationToken);

    public Task<Outcome<IssuedLicense>> ChangeSessionLicenseAsync(
        string id, Action<SessionLicenseDraft> change, string by, CancellationToken cancellationToken = default) => ChangeAsync(
        ledger => ledger.Sessions.TryGetValue(id, out var grant) ? new ReadDraft(grant.Current.Draft, grant.Claims.Serial) : Unknown(id),
        DraftReader.ReadSessionLicense, change, (draft, serial) => LicenseChange.Replace(id, draft, serial), by, cancellationToken);

    public Task<Outcome<IssuedLicense>> ReplaceAsync(
        string id, ServerLicenseDraft draft, string by, long? ifSerial = null, string? overlap = null, CancellationToken cancellationToken = default) =>
        ApplyAsync(LicenseChange.Replace(id, draft, ifSerial, overlap), by, null, cancellationToken);

    public Task<Outcome<IssuedLicense>> SuspendAsync(
        string id, string? reason, string by, long? ifSerial = null, CancellationToken cancellationToken = default) =>
        ApplyAsync(LicenseChange.Suspend(id, reason, ifSerial), by, null, cancellationToken);

    public Task<Outcome<IssuedLicense>> ResumeAsync(
        string id, string? reason, string by, long? ifSerial = null, CancellationToken cancellationToken = default) =>
        ApplyAsync(LicenseChange.Resume(id, reason, ifSerial), by, null, cancellationToken);

    public Task<Outcome<IssuedLicense>> RevokeAsync(
        string id, string? reason, string by, long? ifSerial = null, CancellationToken cancellationToken = default) =>
        ApplyAsync(LicenseChange.Revoke(id, reason, ifSerial), by, null, cancellationToken);

    public Task<Outcome<IssuedLicense>> ResetActivationAsync(
        string id, string by, string? overlap = null, long? ifSerial = null, CancellationToken cancellationToken = default) =>
        ApplyAsync(LicenseChange.ResetActivation(id, overlap, ifSerial), by, null, cancellationToken);

    public Task<Outcome<IssuedLicense>> IssueSessionLicenseAsync(
        SessionLicenseDraft draft, string by, CancellationToken cancellationToken = default) =>
        ApplyAsync(LicenseChange.Issue(draft), by, null, cancellationToken);

    public Task<Outcome<IssuedLicense>> ReplaceSessionLicenseAsync(
        string id, SessionLicenseDraft draft, string by, long? ifSerial = null, CancellationToken cancellationToken = default) =>
        ApplyAsync(LicenseChange.Replace(id, draft, ifSerial), by, null, cancellationToken);

    public Task<Outcome<IssuedLicense>> RenewAsync(
        string id, DateTimeOffset? until, string by, long? ifSerial = null, CancellationToken cancellationToken = default) =>
        ApplyAsync(LicenseChange.Renew(id, until, ifSerial), by, null, cancellationToken);

    public Task<Outcome<IssuedLicense>> RevokeSessionLicenseAsync(
        string id, string? reason, string by, long? ifSerial = null, CancellationToken cancellationToken = default) =>
        ApplyAsync(LicenseChange.RevokeSession(id, reason, ifSerial), by, null, cancellationToken);

    public async Task<Outcome<IssuedLicense>> ApplyAsync(
        LicenseChange change, string by, IdempotencyKey? key = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (!(await loop.AskOnceAsync(change.RequestOf(by), key, by, cancellationToken).ConfigureAwait(false)).Is(out var once, out var fault))
        {
            return fault;
        }

        return once.Reply is GrantReply made ? IssuedLicenses.Of(made) : await KeptAsync(key!.HashFor(by), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<Outcome<IssuedLicense>>> ApplyAllAsync(
        IReadOnlyList<LicenseChange> changes, string by, IdempotencyKey? key = null, CancellationToken cancellationToken = default)
    {
        CheckCount(changes);
        if (await loop.StartedAsync(cancellationToken).ConfigureAwait(false) is { } fault)
        {
            return [.. changes.Select(_ => (Outcome<IssuedLicense>)fault)];
        }

        var asked = changes.Select((change, i) => ApplyAsync(change, by, key?.Part(i), cancellationToken)).ToArray(); // Queued in this order.
        return await Task.WhenAll(asked).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<Outcome<IssuedLicense>>> PreviewAllAsync(
        IReadOnlyList<LicenseChange> changes, CancellationToken cancellationToken = default)
    {
        CheckCount(changes);
        var preview = new Request.Preview([.. changes.Select(c => c.RequestOf(""))]);
        return (await loop.AskAsync(preview, cancellationToken).ConfigureAwait(false)).Is(out var reply, out var fault)
            ? [.. reply.Items.Select(item => LicensePreviews.Of(item, reply.Own))]
            : [.. changes.Select(_ => (Outcome<IssuedLicense>)fault)];
    }

    public async Task<Outcome<IssuedLicense>> PreviewAsync(LicenseChange change, CancellationToken cancellationToken = default) =>
        (await PreviewAllAsync([change], cancellationToken).ConfigureAwait(false))[0];

    public Task<Outcome<IssuedLicense>> PreviewAsync(ServerLicenseDraft draft, CancellationToken cancellationToken = default) =>
        PreviewAsync(LicenseChange.Issue(draft), cancellationToken);

    public Task<Outcome<IssuedLicense>> PreviewAsync(SessionLicenseDraft draft, CancellationToken cancellationToken = default) =>
        PreviewAsync(LicenseChange.Issue(draft), cancellationToken);

    public async IAsyncEnumerable<Activity> WatchAsync(
        long? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (await loop.StartedAsync(cancellationToken).ConfigureAwait(false) is { } fault)
        {
            throw new LicenseFaultException(fault);
        }

        var last = after ?? (await store.ReadAuditAsync(new(1), cancellationToken).ConfigureAwait(false) is [var newest, ..] ? newest.Number : 0);
        while (true)
        {
            var more = loop.NextAudit; // Taken before the rows are read: none is missed.
            if (more.IsCompletedSuccessfully && !await more.ConfigureAwait(false))
            {
                yield break;
            }

            var rows = await store.ReadAuditAsync(new(WatchPage, After: last), cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
            {
                last = row.Number;
                yield return Activity.Of(row);
            }

            if (rows.Count < WatchPage && !await more.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                yield break;
            }
        }
    }

    public Outcome<IssuerUsage> Usage(DateTimeOffset? from = null)
    {
        var (child, ledger, _) = loop.Published;
        var now = clock.Now.Now;
        var start = from is { } instant ? Math.Max(now, UnixTime.Of(instant)) : now;
        return child.Chain is { } own ? IssuerUsages.Of(ledger, own, now, start) : StandingReport.NoneHeld.Fault!;
    }

    public IReadOnlyList<long> CountExpiring(IReadOnlyList<DateTimeOffset> bounds)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        return List().CountExpiring([.. bounds.Select(UnixTime.Of)]);
    }

    public Task<Outcome<LicensePage>> PageAsync(
        LicenseQuery? query = null, string? after = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        query ??= new();
        var cursor = after is null ? null : ListCursor.Read(after, query.Sort);
        return Task.FromResult<Outcome<LicensePage>>(after is not null && cursor is null
            ? NumberCursor.NotANext("licenses in this order")
            : List().Page(query, cursor, Math.Clamp(limit, 1, MostLicenses)));
    }

    public async IAsyncEnumerable<IssuedLicense> ListAsync(LicenseQuery? query = null)
    {
        foreach (var item in List().All(query ?? new()))
        {
            yield return item;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    public Task<Outcome<LicenseVersionPage>> VersionsAsync(
        string id, string? after = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (NumberCursor.Read(after, "versions", out var before) is { } malformed)
        {
            return Task.FromResult<Outcome<LicenseVersionPage>>(malformed);
        }

        return Task.FromResult<Outcome<LicenseVersionPage>>(IssuedVersions.Of(loop.Published.Ledger, id) is { } versions
            ? IssuedVersions.Page(versions, before ?? long.MaxValue, Math.Clamp(limit, 1, MostLicenses))
            : (Outcome<LicenseVersionPage>)Unknown(id));
    }

    public LicenseVersion? FindVersion(string id, long serial) =>
        IssuedVersions.Of(loop.Published.Ledger, id)?.FirstOrDefault(v => v.Serial == serial);

    public IssuedLicense? Find(string id) => List().Find(id);

    public byte[]? File(string id)
    {
        var (child, ledger, _) = loop.Published;
        var document = ledger.Servers.TryGetValue(id, out var grant) ? grant.Current.Document : ledger.Sessions.GetValueOrDefault(id)?.Current.Document;
        return document is null || child.Chain is not { } chain ? null : new ChildFile(chain, signer.PublicKey, document).ToBundle();
    }

    public async Task<Outcome<byte[]>> FileAsync(string id, LicenseFormat format, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(format);
        var (child, ledger, _) = loop.Published;
        if (child.Chain is not { } chain)
        {
            return Unknown(id);
        }

        return ledger.Servers.TryGetValue(id, out var grant) ? await format.SignAsync(grant.Claims, chain, signer, cancellationToken).ConfigureAwait(false)
            : ledger.Sessions.TryGetValue(id, out var session) ? await format.SignAsync(session.Claims, chain, signer, cancellationToken).ConfigureAwait(false)
            : Unknown(id);
    }

    private IssuedList List()
    {
        var (child, ledger, _) = loop.Published;
        var now = clock.Now.Now;
        var rows = _rows is { } known && ReferenceEquals(known.Ledger, ledger) ? known : _rows = new(ledger);
        return new IssuedList(rows, IssuerRights.Of(child, signer.PublicKey, now).Value, loop.UseOf, now);
    }

    private static void CheckCount(IReadOnlyList<LicenseChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(changes.Count, LicenseChange.MaxBatch, nameof(changes));
    }

    private static LicenseFault Unknown(string id) =>
        new(FaultCode.UnknownGrant, "No license with this id was issued here.", "List the licenses to find its id.", Names.Shown(id));

    /// <summary>The answer that was given before.</summary>
    private async Task<Outcome<IssuedLicense>> KeptAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAnswerAsync(key, cancellationToken).ConfigureAwait(false) is { } kept ? StoredAnswer.Read(kept)
                : new LicenseFault(FaultCode.ServerBusy, "The answer that the idempotency key was given is just being forgotten.", "Ask again.");
        }
        catch (LicenseFaultException e)
        {
            return e.Fault;
        }
    }

    /// <remarks>The caller's code runs here, not in the loop; a version that comes between starts it again from that one's draft.</remarks>
    private async Task<Outcome<IssuedLicense>> ChangeAsync<T>(
        Func<Ledger, Outcome<ReadDraft>> find, Func<string, Outcome<T>> read, Action<T> change, Func<T, long, LicenseChange> replace, string by, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(change);
        while (true)
        {
            if (!find(loop.Published.Ledger).Is(out var current, out var fault) || !read(current.Json).Is(out var draft, out fault))
            {
                return fault;
            }

            change(draft);
            var changed = await ApplyAsync(replace(draft, current.Serial), by, null, cancellationToken).ConfigureAwait(false);
            if (changed.Fault is not { Code: FaultCode.SerialConflict })
            {
                return changed;
            }
        }
    }

    /// <summary>The draft of the newest version, and its serial.</summary>
    private sealed record ReadDraft(string Json, long Serial);
}
