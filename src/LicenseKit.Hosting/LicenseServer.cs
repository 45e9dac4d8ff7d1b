using System.Net;
using System.Security.Cryptography;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Files;
using LicenseKit.Hosting.Front;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Storage;
using LicenseKit.Hosting.Telemetry;
using LicenseKit.Hosting.Wire;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Signing;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting;

/// <summary>A license server: puts its parts together, loads its state, and shows it.</summary>
internal sealed partial class LicenseServer : ILicenseServer, ILicenseProtocol, IAsyncDisposable
{
    private const int MostSessions = 1000;
    private const int MostActivity = 1000;

    /// <summary>Seconds after now that are no warning: a pong may lower the time by as much at any moment.</summary>
    private const long Tolerance = 300;

    private readonly LicenseKitOptions _options;
    private readonly DataFolder _folder;
    private readonly IServerStore _store;
    private readonly ChainReader _reader;
    private readonly VersionWriter _versions;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private StateMark? _mark;

    /// <summary>Takes the data folder and its key; the state is loaded by <see cref="StartAsync"/>, until then requests wait.</summary>
    /// <exception cref="LicenseFaultException">The folder cannot be used, or a signer elsewhere does not tell its public key.</exception>
    public LicenseServer(LicenseKitOptions options, IServiceProvider services, UnprovenWork unproven, Instruments instruments, TimeProvider time, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _time = time;
        Product = options.Product;
        _folder = DataFolder.Open(options.DataFolderPath, options.Product, options.Signer, options.PassphraseInForce);
        try
        {
            Signer = new DocumentSigner(_folder.Key, time, logger);
            _store = options.Store!(services, options);
            foreach (var path in _folder.Restricted)
            {
                LogRestricted(logger, path);
            }
        }
        catch (SigningException e)
        {
            _folder.Dispose();
            throw new LicenseFaultException(e.Fault, e);
        }
        catch
        {
            _folder.Dispose();
            throw;
        }

        _reader = new ChainReader(options.Product, [.. options.RootKeys], options.AllowUnencryptedHttp);
        _versions = new VersionWriter(_reader, Signer.PublicKey);
        Clock = new ServerClock(time);
        Loop = new ServerLoop(_store, Signer, Clock, time, instruments, logger);
        Apps = new AppFront(Loop, new SessionLicenseProofs(Loop, _versions, unproven), unproven, instruments);
        Children = new ChildFront(Loop, unproven, Signer.PublicKey, time, instruments);
        instruments.Observe(new ServerGauges(Loop, Clock, Signer.PublicKey, StandingAt));
        LicenseCode = Signing.LicenseCode.Of(Signer.PublicKey, options.Product).ToString();
    }

    public string Product { get; }

    public string LicenseCode { get; }

    public StandingReport Standing => StandingAt(Clock.Now.Now);

    public LicenseFault? Problem => Loop.StorageFault ?? Signer.Problem ?? (Standing is { Serves: false } standing ? standing.Fault : null);

    public ClockStatus ClockStatus => Loop.ClockStatus;

    internal DocumentSigner Signer { get; }

    internal IServerStore Store => _store;

    private static StandingReport NotStarted { get; } = new(LicenseKit.Chains.Standing.None, null,
        new(FaultCode.NoLicenseHeld, "Licensing has not started, so no license is loaded yet.", "Start the host, or acquire a seat, which starts it."));

    /// <summary>Why the start file could not be used; null when there is none, or it was applied.</summary>
    internal LicenseFault? FileFault { get; set; }

    internal ServerClock Clock { get; }

    internal ServerLoop Loop { get; }

    internal AppFront Apps { get; }

    internal ChildFront Children { get; }

    internal ChainReader Reader => _reader;

    /// <summary>Opens the storage, loads the state and starts to serve; no network.</summary>
    /// <exception cref="LicenseFaultException">The storage cannot be used, is not of this installation, or was lost.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var stored = await _store.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (StateMark.Read(_folder) is { } marked && (stored.IsEmpty || _store.Batches < marked))
        {
            AcceptLoss(stored.IsEmpty);
        }

        var risen = Clock.Start(stored.Floor, stored.Risen);
        var run = new RunInfo(stored.Runs.Keys.DefaultIfEmpty(0).Max() + 1, stored.RunTime, Clock.Now.Ticks, risen);
        var state = StateLoader.Load(stored, _reader, _versions, Signer.PublicKey, run);
        if (state.Child.Chain is { } chain)
        {
            Clock.Learn(new SignedTime(chain.IssuedAt, MayLower: false, 0));
        }

        var machine = new Machine(state, _reader, Signer.PublicKey, _options.PublicUrl);
        if (await Loop.StartAsync(machine, new Request.Start([.. stored.Incomplete]), stored.Floor).ConfigureAwait(false) is { } fault)
        {
            throw new LicenseFaultException(fault);
        }

        _mark = StateMark.Keep(_folder, () => _store.Batches, _time, _logger);
    }

    /// <summary>What the held license is worth at an instant, as far as is known now; while none is held, why the start file could not be used.</summary>
    internal StandingReport StandingAt(long at) =>
        !Loop.IsStarted ? NotStarted
        : Loop.Published.Child.Chain is null && FileFault is { } fault ? new(LicenseKit.Chains.Standing.None, null, fault)
        : HolderStanding.Of(Loop.Published.Child, Signer.PublicKey, at);

    public Chain? Held => Loop.Published.Child.Chain;

    public Outcome<ServerStatus> Status() => StatusOf(Loop.Published);

    public Outcome<SeatUse> Use()
    {
        var published = Loop.Published;
        return published.Child.Chain is null ? Standing.Fault! : SeatUses.Of(published, Loop.Uses, Standing.Serves, Clock.Now.Now);
    }

    public async Task<Outcome<ServerStatus>> ApplyAsync(
        ReadOnlyMemory<byte> bundle, string by, string? replaces = null, IdempotencyKey? key = null, CancellationToken cancellationToken = default) =>
        _reader.ReadAs(Signer.PublicKey, bundle).Is(out var chain, out var fault)
        && (await Loop.AskOnceAsync(new Request.ApplyChain(chain, replaces, by), key, by, cancellationToken).ConfigureAwait(false)).Is(out _, out fault)
            ? Status()
            : fault;

    public async Task<Outcome<ServerStatus>> PreviewAsync(ReadOnlyMemory<byte> bundle, string? replaces = null, CancellationToken cancellationToken = default)
    {
        if (await Loop.StartedAsync(cancellationToken).ConfigureAwait(false) is { } failure)
        {
            return failure;
        }

        var published = Loop.Published;
        return _reader.ReadAs(Signer.PublicKey, bundle).Is(out var chain, out var fault)
            && HolderRules.Apply(published.Child, chain, Signer.PublicKey, Clock.Now.Now, replaces).Is(out var child, out fault)
                ? StatusOf(published with { Child = child })
                : fault;
    }

    public async Task<Outcome<string>> ActivationRequestAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var nonce = RandomNumberGenerator.GetBytes(16);
            var request = await ActivationRequest.ForFileAsync(Signer, Product, UnixTime.ToInstant(Clock.Now.Now), nonce, cancellationToken).ConfigureAwait(false);
            return request.ToFile();
        }
        catch (SigningException e)
        {
            return e.Fault;
        }
    }

    public Task<Outcome<FileAnswer>> ActivateAsync(string key, string activation, IPAddress? from = null, CancellationToken cancellationToken = default) =>
        Children.ActivateAsync(key, activation, from, cancellationToken);

    public Task<Outcome<PingReply>> PingAsync(string key, string ping, IPAddress? from = null, CancellationToken cancellationToken = default) =>
        Children.PingAsync(key, ping, from, cancellationToken);

    public Task<Outcome<LeaseAnswer>> AcquireAsync(ReadOnlyMemory<byte> secret, SessionRequest request, IPAddress? from = null, CancellationToken cancellationToken = default) =>
        Apps.AcquireAsync(secret, request, from, cancellationToken);

    public Task<Outcome<LeaseAnswer>> RenewAsync(string session, ReadOnlyMemory<byte> secret, long n, string nonce, CancellationToken cancellationToken = default) =>
        Apps.RenewAsync(session, secret, n, nonce, cancellationToken);

    public Task<Outcome> ReleaseAsync(string session, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default) =>
        Apps.ReleaseAsync(session, secret, cancellationToken);

    public async Task<Outcome<SessionPage>> SessionsAsync(string? after = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        if (NumberCursor.Read(after, "sessions", out var number) is { } malformed)
        {
            return malformed;
        }

        limit = Math.Clamp(limit, 1, MostSessions);
        IReadOnlyList<SessionPageRow> rows;
        try
        {
            rows = await _store.ReadSessionsAsync(number ?? 0, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (LicenseFaultException e)
        {
            return e.Fault;
        }

        if (!(await Loop.AskAsync(new Request.ReadLeases([.. rows.Select(r => r.Id)]), cancellationToken).ConfigureAwait(false)).Is(out var leases, out var fault))
        {
            return fault;
        }

        var ledger = Loop.Published.Ledger;
        var items = rows.Where(r => leases.Ends.ContainsKey(r.Id)).Select(r => new SessionItem(
            r.Id.ToString(), r.License, ledger.Sessions.GetValueOrDefault(r.License)?.Client ?? "", r.Kind,
            UnixTime.ToInstant(r.StartedAt), UnixTime.ToInstant(leases.Ends[r.Id]), r.IsEnded, SessionLabels.Read(r.Labels)));
        return new SessionPage([.. items], rows.Count < limit ? null : NumberCursor.Text(rows[^1].Number));
    }

    public Task<Outcome> EndSessionAsync(string session, string by, IdempotencyKey? key = null, CancellationToken cancellationToken = default) =>
        Apps.EndAsync(session, by, key, cancellationToken);

    public async Task<Outcome<ActivityPage>> ActivityAsync(ActivityQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new();
        if (NumberCursor.Read(query.After, "the audit trail", out var before) is { } malformed)
        {
            return malformed;
        }

        var limit = Math.Clamp(query.Limit, 1, MostActivity);
        var filter = new AuditFilter(limit + 1, before, query.License, query.Actor, query.Action, Seconds(query.From), Seconds(query.To));
        try
        {
            var rows = await _store.ReadAuditAsync(filter, cancellationToken).ConfigureAwait(false);
            var items = rows.Take(limit).Select(Activity.Of);
            return new ActivityPage([.. items], rows.Count > limit ? NumberCursor.Text(rows[limit - 1].Number) : null);
        }
        catch (LicenseFaultException e)
        {
            return e.Fault;
        }

        // Rows have whole seconds: the first one that is not before an instant within a second is the next.
        static long? Seconds(DateTimeOffset? instant) =>
            instant is not { } at ? null : at.ToUnixTimeSeconds() + (at.Ticks % TimeSpan.TicksPerSecond == 0 ? 0 : 1);
    }

    public async ValueTask DisposeAsync()
    {
        await Loop.DisposeAsync().ConfigureAwait(false);
        if (_mark is { } mark)
        {
            await mark.DisposeAsync().ConfigureAwait(false);
        }

        await _store.DisposeAsync().ConfigureAwait(false);
        Signer.Dispose();
        _folder.Dispose();
    }

    private Outcome<ServerStatus> StatusOf(Published published)
    {
        if (published.Child.Chain is not { } chain)
        {
            return Standing.Fault!;
        }

        var now = Clock.Now.Now;
        var standing = HolderStanding.Of(published.Child, Signer.PublicKey, now);
        var at = UnixTime.ToInstant(now);
        return new ServerStatus
        {
            Id = chain.Leaf.Id,
            Client = chain.Leaf.Client,
            State = chain.Leaf.State,
            Standing = standing.Standing,
            LimitedBy = standing.Link,
            Reason = standing.Fault?.Message,
            Serial = chain.Leaf.Serial,
            Seats = chain.Rights.TimelineOf(chain.Links.Count - 1).At(now),
            Most = chain.Leaf.Seats.Kinds.ToDictionary(k => k, k => standing.Serves ? chain.Rights.Most(k, at) : 0, StringComparer.Ordinal),
            InUse = published.InUse.Plus(new Seats(chain.Leaf.Seats.Kinds.Select(k => KeyValuePair.Create(k, 0L)))),
            Expires = UnixTime.ToInstant(chain.Rights.Expires),
            Next = chain.Rights.NextChange(at),
            Contact = ParentContactStatus.Of(published.Child),
            LicenseCode = LicenseCode,
            Clock = ClockStatus,
            Warnings = [.. Warnings(published, now)],
        };
    }

    private IEnumerable<LicenseFault> Warnings(Published published, long now)
    {
        if (ClockStatus.Warning is { } suspect)
        {
            yield return suspect;
        }

        if (Redating.Ahead(published.Ledger, published.Child.Chain!, now + Tolerance).Count() is > 0 and var count)
        {
            yield return new(FaultCode.DatedAhead, $"{(count == 1 ? "A license issued here is" : $"{count} licenses issued here are")} dated after now, {Shown.Instant(now)}; a server that holds one may be without contact until then.",
                "Stop the server and have them signed again: licensekit clock --data DIR --set now.");
        }
    }

    /// <summary>A database beside an installation that was set up, which is empty or older than it was, is a loss that somebody must know of.</summary>
    private void AcceptLoss(bool isEmpty)
    {
        var what = isEmpty
            ? "is empty, but this installation was set up before: the held license, the licenses issued here, the sessions and the audit trail are lost."
            : "is older than it was: it is a copy of an earlier time, or its log (-wal) was cut. What was stored since (licenses, sessions, serials, the audit trail) is lost.";
        if (!_options.AcceptEmptyState)
        {
            throw new LicenseFaultException(new(FaultCode.Storage, $"{_store.Description} {what}",
                "Restore the newest database with its log; to start without what is lost, set AcceptEmptyState (in the sample host --LicenseKit:AcceptEmptyState=true) for one start."));
        }

        LogLoss(_logger, _store.Description, what);
    }

    [LoggerMessage(8001, LogLevel.Warning, "{Path} was open to other users of this machine, and is no longer. If one of them may have read a key, replace it.")]
    private static partial void LogRestricted(ILogger logger, string path);

    [LoggerMessage(8005, LogLevel.Warning, "{Storage} {What} That is accepted.")]
    private static partial void LogLoss(ILogger logger, string storage, string what);
}
