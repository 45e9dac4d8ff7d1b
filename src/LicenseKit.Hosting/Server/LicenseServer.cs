using System.Security.Cryptography;
using LicenseKit.Activation;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Files;
using LicenseKit.Hosting.Storage;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using LicenseKit.Signing;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Server;

/// <summary>A license server: carries wishes to the writer, and signed documents in and out.</summary>
internal sealed class LicenseServer : ILicenseServer, IAsyncDisposable
{
    private const int MaxLabels = 1024;

    private readonly DataFolder _folder;
    private readonly LicenseStorage _storage;
    private readonly StateStore _store;
    private readonly VersionSigner _signer;
    private readonly ParentStep _parent;
    private readonly SessionStep _sessions;

    /// <summary>Takes the data folder and its key; the state is loaded by <see cref="StartAsync"/>, until then wishes wait.</summary>
    /// <exception cref="LicenseFaultException">The folder cannot be used.</exception>
    public LicenseServer(LicenseKitOptions options, TimeProvider time, ILogger logger)
    {
        Product = options.Product;
        var folder = _folder = DataFolder.Open(options.DataFolderPath, options.Product);
        try
        {
            _storage = options.Storage!(options);
        }
        catch
        {
            folder.Dispose();
            throw;
        }

        _store = new StateStore(_storage);
        Reader = new ChainReader(options.Product, [.. options.RootKeys]);
        _signer = new VersionSigner(Reader, folder.Key);
        Issuing = new IssuingStep(_signer, options.PublicUrl);
        Child = new ChildStep(Reader, folder.Key.PublicKey);
        _parent = new ParentStep(Issuing, folder.Key);
        _sessions = new SessionStep(folder.Key);
        Writer = new Writer(_store, new EffectiveClock(time), folder.Key.PublicKey, time, logger);
        LicenseCode = Signing.LicenseCode.Of(folder.Key.PublicKey, options.Product).ToString();
    }

    public string Product { get; }

    public string LicenseCode { get; }

    public StandingReport Standing => ChildStanding.Of(Writer.State.Child, _folder.Key.PublicKey, Writer.Now.Now);

    public LicenseFault? Problem => Writer.StorageFault ?? (Standing is { Serves: false } standing ? standing.Fault : null);

    internal Writer Writer { get; }

    internal ChainReader Reader { get; }

    internal IssuingStep Issuing { get; }

    internal ChildStep Child { get; }

    internal SigningKey Key => _folder.Key;

    /// <summary>Opens the storage, loads the state and starts the writer; no network.</summary>
    /// <exception cref="LicenseFaultException">The storage cannot be used, or is not of this installation.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            throw new LicenseFaultException(new(FaultCode.Storage, $"The storage cannot be opened ({_storage.Description}): {e.Message}", "Check that the database can be read and written by this user."), e);
        }
    }

    public Outcome<ServerStatus> Status()
    {
        var state = Writer.State;
        if (state.Child.Chain is not { } chain)
        {
            return StandingReport.NoneHeld.Fault!;
        }

        var now = Writer.Now.Now;
        var standing = ChildStanding.Of(state.Child, Key.PublicKey, now);
        var at = UnixTime.ToInstant(now);
        return new ServerStatus
        {
            Id = chain.Leaf.Id,
            Client = chain.Leaf.Client,
            State = chain.Leaf.State,
            Standing = standing,
            Serial = chain.Leaf.Serial,
            Seats = chain.Rights.TimelineOf(chain.Links.Count - 1).At(now),
            Most = chain.Leaf.Seats.Kinds.ToDictionary(k => k, k => standing.Serves ? chain.Rights.Most(k, at) : 0, StringComparer.Ordinal),
            InUse = state.Sessions.InUse().Plus(new Seats(chain.Leaf.Seats.Kinds.Select(k => KeyValuePair.Create(k, 0L)))),
            Expires = UnixTime.ToInstant(chain.Rights.Expires),
            Next = chain.Rights.NextChange(at),
        };
    }

    public async Task<Outcome<ServerStatus>> ApplyAsync(ReadOnlyMemory<byte> bundle, string by, string? replaces = null, CancellationToken cancellationToken = default)
    {
        var applied = await Writer.DoAsync<Chain>(turn =>
        {
            if (!Child.Apply(turn.State.Child, bundle, replaces).Is(out var child, out var fault))
            {
                return fault;
            }

            TakeUp(turn, child, by);
            return child.Chain!;
        }).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!applied.Is(out var held, out var refused))
        {
            return refused;
        }

        Writer.Learn(held.Links.Max(l => l.Claims.IssuedAt));
        return Status();
    }

    public string ActivationRequest() =>
        Activation.ActivationRequest.ForFile(Key, Product, UnixTime.ToInstant(Writer.Now.Now), RandomNumberGenerator.GetBytes(16)).ToFile();

    public async Task<Outcome<FileAnswer>> ActivateAsync(string key, string activation, CancellationToken cancellationToken = default)
    {
        if (!Activation.ActivationRequest.Read(activation, key).Is(out var request, out var fault))
        {
            return fault;
        }

        return await Writer.DoAsync<FileAnswer>(turn =>
        {
            if (!turn.Own().Is(out var own, out var no) || !_parent.Activate(turn.State.Ledger, own, request, turn.At.Now).Is(out var activated, out no))
            {
                return no;
            }

            turn.State = turn.State with { Ledger = activated.Ledger };
            turn.Touched.Servers.Add(activated.Id);
            turn.Touched.Audits.AddRange(activated.Audit is { } audit ? [audit] : []);
            return new FileAnswer(activated.Bundle);
        }).WaitAsync(cancellationToken).ConfigureAwait(false) is var answer && answer.Fault is { Code: FaultCode.ActivatedByAnother } another
            ? await NoteAsync(another, request, answer).ConfigureAwait(false)
            : answer;
    }

    public async Task<Outcome<PingReply>> PingAsync(string key, string ping, CancellationToken cancellationToken = default)
    {
        if (!PublicKey.TryCreate(key, out var sender))
        {
            return new LicenseFault(FaultCode.BadKey, "The 'key' beside the ping is not an Ed25519 key that may be used.", "Send the installation's public key in base64url.");
        }

        if (!Ping.Read(ping, sender).Is(out var message, out var fault))
        {
            return fault;
        }

        return await Writer.DoAsync<PingReply>(turn =>
        {
            if (!turn.Own().Is(out var own, out var no) || !_parent.Answer(turn.State.Ledger, own, message, ping, sender, turn.At.Now).Is(out var ponged, out no))
            {
                return no;
            }

            turn.State = turn.State with { Ledger = ponged.Ledger };
            turn.Touched.Servers.Add(ponged.Id);
            turn.Touched.Audits.AddRange(ponged.Audit is { } audit ? [audit] : []);
            var talk = turn.State.Child.Talk;
            return new PingReply(ponged.Pong, ponged.Bundle, [.. talk.Above.Values.Append(talk.Contact).OfType<Contacted>().Select(c => c.Pong)]);
        }).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<LeaseAnswer>> AcquireAsync(ReadOnlyMemory<byte> secret, SessionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((Secrets.Check(secret) ?? Secrets.CheckNonce(request.Nonce)) is { } malformed)
        {
            return malformed;
        }

        if (request.Labels is { Length: > MaxLabels })
        {
            return new LicenseFault(FaultCode.MalformedRequest, $"'labels' has {request.Labels.Length} characters; at most {MaxLabels} are kept.", "Send fewer labels.");
        }

        if (!_signer.ReadSession(System.Text.Encoding.UTF8.GetBytes(request.License)).Is(out var license, out _))
        {
            return new LicenseFault(FaultCode.ForeignSessionLicense, "The session license is not one that this server has signed.", "Get a session license from this server's operator.");
        }

        return await AcquireAsync(Secrets.IdOf(secret), license.Id, request, cancellationToken).ConfigureAwait(false);
    }

    public Task<Outcome<LeaseAnswer>> RenewAsync(string session, ReadOnlyMemory<byte> secret, long n, string nonce, CancellationToken cancellationToken = default) =>
        (Secrets.CheckNonce(nonce) ?? Secrets.CheckOwner(session, secret)) is { } fault
            ? Task.FromResult<Outcome<LeaseAnswer>>(fault)
            : RenewAsync(session, n, nonce, cancellationToken);

    public Task<LicenseFault?> ReleaseAsync(string session, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default) =>
        Secrets.CheckOwner(session, secret) is { } fault ? Task.FromResult<LicenseFault?>(fault) : ReleaseAsync(session, cancellationToken);

    public IReadOnlyList<SessionItem> Sessions()
    {
        var state = Writer.State;
        return [.. state.Sessions.Live.Values.OrderBy(s => s.StartedAt).ThenBy(s => s.Id, StringComparer.Ordinal).Select(s => new SessionItem(
            s.Id, s.License, state.Ledger.Sessions.GetValueOrDefault(s.License)?.License.Client ?? "", s.Kind,
            UnixTime.ToInstant(s.StartedAt), UnixTime.ToInstant(s.Ends), s.Ended, s.Labels))];
    }

    public async Task<LicenseFault?> EndSessionAsync(string session, string by, CancellationToken cancellationToken = default) =>
        (await Writer.DoAsync<SessionEntry>(turn =>
        {
            if (!turn.State.Sessions.Live.TryGetValue(session, out var live))
            {
                return new LicenseFault(FaultCode.UnknownGrant, "No session with this id holds a seat.", "List the sessions to find its id.", Names.Shown(session));
            }

            turn.State = turn.State with { Sessions = turn.State.Sessions.With(live with { Ended = true }) };
            turn.Touched.Sessions.Add(session);
            turn.Touched.Audits.Add(new Audit(turn.At.Now, by, "session.end", live.License == SessionStep.LocalLicense ? null : live.License, session));
            return live;
        }).WaitAsync(cancellationToken).ConfigureAwait(false)).Fault;

    public async Task<IReadOnlyList<Activity>> ActivityAsync(int most = 200, CancellationToken cancellationToken = default)
    {
        var rows = await _store.ReadAuditAsync(Math.Clamp(most, 1, 1000), cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(a => new Activity(UnixTime.ToInstant(a.At), a.By, a.Action, a.License, a.Text))];
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync().ConfigureAwait(false);
        await _storage.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    /// <summary>A seat in this process: the session license is implicit.</summary>
    internal Task<Outcome<LeaseAnswer>> AcquireAsync(string id, string license, SessionRequest request, CancellationToken cancellationToken) =>
        Writer.DoAsync(turn =>
        {
            var context = turn.Sessions();
            return Take(turn, _sessions.Acquire(turn.State.Sessions, context, id, license, request.Kind, request.Nonce, request.Labels), context);
        }).WaitAsync(cancellationToken);

    /// <summary>Puts a child's next state in force; when its license is another one, says so, and grants that last as long as it follow.</summary>
    internal void TakeUp(Turn turn, ChildState child, string by)
    {
        var before = turn.State.Child.Chain;
        turn.State = turn.State with { Child = child };
        turn.Touched.Child = true;
        if (child.Chain is not { } chain || LinkVersion.Of(chain).SequenceEqual(before is null ? [] : LinkVersion.Of(before)))
        {
            return;
        }

        turn.Touched.Audits.Add(new Audit(turn.At.Now, by, "license.apply", chain.Leaf.Id, $"'{chain.Leaf.Client}', serial {chain.Leaf.Serial}"));
        if (before is not null && before.Rights.Expires != chain.Rights.Expires && turn.Own().Value is { } own)
        {
            foreach (var issued in new FollowStep(Issuing).Follow(turn.State.Ledger, own, turn.At.Now))
            {
                turn.Take(issued);
            }
        }
    }

    internal Task<Outcome<LeaseAnswer>> RenewLocalAsync(string session, long n, CancellationToken cancellationToken) => RenewAsync(session, n, Secrets.NewNonce(), cancellationToken);

    internal async Task<LicenseFault?> ReleaseAsync(string session, CancellationToken cancellationToken) =>
        (await Writer.DoAsync<Turn>(turn =>
        {
            if (turn.State.Sessions.Live.TryGetValue(session, out var live))
            {
                turn.State = turn.State with { Sessions = turn.State.Sessions.End(live, turn.At.Now + SessionStep.NotAgain) };
                turn.Touched.Sessions.Add(session);
            }

            return turn;
        }).WaitAsync(cancellationToken).ConfigureAwait(false)).Fault;

    private Task<Outcome<LeaseAnswer>> RenewAsync(string session, long n, string nonce, CancellationToken cancellationToken) =>
        Writer.DoAsync(turn =>
        {
            var context = turn.Sessions();
            return Take(turn, _sessions.Renew(turn.State.Sessions, context, session, n, nonce), context);
        }).WaitAsync(cancellationToken);

    private static Outcome<LeaseAnswer> Take(Turn turn, Outcome<SessionAnswer> outcome, SessionContext context)
    {
        if (!outcome.Is(out var answer, out var fault))
        {
            return fault;
        }

        turn.State = turn.State with { Sessions = answer.Table };
        if (answer.MustStore)
        {
            turn.Touched.Sessions.Add(answer.Session.Id);
        }

        var chain = context.Chain!;
        return new LeaseAnswer(answer.Lease, [.. chain.Links.Select(l => l.Jws)], chain.Keys().ToDictionary(k => k.Key, k => k.Value.X, StringComparer.Ordinal), answer.RenewWithin, context.Standing.Text);
    }

    /// <summary>Loads the state; sessions of other processes go on with one full lease, those of this process ended with it.</summary>
    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var (state, floor) = await _store.LoadAsync(Reader, _signer, Key.PublicKey, cancellationToken).ConfigureAwait(false);
        Writer.Start(state, floor);
        if (state.Sessions.Live.IsEmpty && !state.Sessions.Over.Any(o => o.Value <= Writer.Now.Now))
        {
            return;
        }

        var restored = await Writer.DoAsync<Turn>(turn =>
        {
            var context = turn.Sessions();
            turn.State = turn.State with { Sessions = SessionStep.Restore(state.Sessions, context, id => turn.Touched.Sessions.Add(id)) };
            return turn;
        }).ConfigureAwait(false);
        if (restored.Fault is { } broken)
        {
            throw new LicenseFaultException(broken);
        }
    }

    /// <summary>A second activation is refused and shown to the operator.</summary>
    private async Task<Outcome<FileAnswer>> NoteAsync(LicenseFault another, ActivationRequest request, Outcome<FileAnswer> answer)
    {
        await Writer.DoAsync<Turn>(turn =>
        {
            turn.Touched.Audits.Add(new Audit(turn.At.Now, "child", "activation.refused", another.Link, $"by key {request.Key.Thumbprint}: {another.Message}"));
            return turn;
        }).ConfigureAwait(false);
        return answer;
    }
}
