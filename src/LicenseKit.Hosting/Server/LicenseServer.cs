using System.Security.Cryptography;
using LicenseKit.Activation;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Files;
using LicenseKit.Hosting.Parent;
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
    private readonly WatchedSigner? _watched;
    private readonly DataFolder _folder;
    private readonly LicenseStorage _storage;
    private readonly StateStore _store;
    private readonly VersionSigner _signer;
    private readonly ChildDesk _children;

    /// <summary>Takes the data folder and its key; the state is loaded by <see cref="StartAsync"/>, until then wishes wait.</summary>
    /// <exception cref="LicenseFaultException">The folder cannot be used, or a signer elsewhere does not tell its public key.</exception>
    public LicenseServer(LicenseKitOptions options, TimeProvider time, ILogger logger)
    {
        Product = options.Product;
        _watched = Watch(options.Signer, time, logger);
        var folder = _folder = DataFolder.Open(options.DataFolderPath, options.Product, _watched, options.PassphraseInForce);
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
        Writer = new Writer(_store, new EffectiveClock(time), folder.Key.PublicKey, time, logger);
        Seats = new SeatDesk(Writer, _signer, new SessionStep(folder.Key));
        _children = new ChildDesk(Writer, new ParentStep(Issuing, folder.Key));
        LicenseCode = Signing.LicenseCode.Of(folder.Key.PublicKey, options.Product).ToString();
    }

    public string Product { get; }

    public string LicenseCode { get; }

    public StandingReport Standing => ChildStanding.Of(Writer.State.Child, _folder.Key.PublicKey, Writer.Now.Now);

    public LicenseFault? Problem => Writer.StorageFault ?? _watched?.Problem ?? (Standing is { Serves: false } standing ? standing.Fault : null);

    internal Writer Writer { get; }

    internal SeatDesk Seats { get; }

    internal ChainReader Reader { get; }

    internal IssuingStep Issuing { get; }

    internal ChildStep Child { get; }

    internal ISigner Key => _folder.Key;

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
            InUse = state.Sessions.InUse.Plus(new Licenses.Seats(chain.Leaf.Seats.Kinds.Select(k => KeyValuePair.Create(k, 0L)))),
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

    public Outcome<string> ActivationRequest()
    {
        try
        {
            return Activation.ActivationRequest.ForFile(Key, Product, UnixTime.ToInstant(Writer.Now.Now), RandomNumberGenerator.GetBytes(16)).ToFile();
        }
        catch (SigningException e)
        {
            return e.Fault;
        }
    }

    public Task<Outcome<FileAnswer>> ActivateAsync(string key, string activation, CancellationToken cancellationToken = default) =>
        _children.ActivateAsync(key, activation, cancellationToken);

    public Task<Outcome<PingReply>> PingAsync(string key, string ping, CancellationToken cancellationToken = default) => _children.PingAsync(key, ping, cancellationToken);

    public Task<Outcome<LeaseAnswer>> AcquireAsync(ReadOnlyMemory<byte> secret, SessionRequest request, CancellationToken cancellationToken = default) =>
        Seats.AcquireAsync(secret, request, cancellationToken);

    public Task<Outcome<LeaseAnswer>> RenewAsync(string session, ReadOnlyMemory<byte> secret, long n, string nonce, CancellationToken cancellationToken = default) =>
        Seats.RenewAsync(session, secret, n, nonce, cancellationToken);

    public Task<LicenseFault?> ReleaseAsync(string session, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default) =>
        Seats.ReleaseAsync(session, secret, cancellationToken);

    public IReadOnlyList<SessionItem> Sessions() => Seats.List();

    public Task<LicenseFault?> EndSessionAsync(string session, string by, CancellationToken cancellationToken = default) => Seats.EndAsync(session, by, cancellationToken);

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

    /// <summary>Null when the key is one of this process.</summary>
    private static WatchedSigner? Watch(ISigner? signer, TimeProvider time, ILogger logger)
    {
        try
        {
            return signer is null ? null : new WatchedSigner(signer, time, logger);
        }
        catch (SigningException e)
        {
            throw new LicenseFaultException(e.Fault, e);
        }
    }

    /// <summary>Loads the state; sessions of other processes go on with one full lease, those of this process ended with it.</summary>
    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var (state, floor) = await _store.LoadAsync(Reader, _signer, Key.PublicKey, cancellationToken).ConfigureAwait(false);
        var broken = await Writer.StartAsync(state, floor, turn => turn.State = turn.State with
        {
            Sessions = SessionStep.Restore(state.Sessions, turn.Sessions(), id => turn.Touched.Sessions.Add(id)),
        }).ConfigureAwait(false);
        if (broken is not null)
        {
            throw new LicenseFaultException(broken);
        }
    }
}
