using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Files;
using LicenseKit.Hosting.Storage;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LicenseKit.Hosting;

/// <summary>The stored state of a server that does not run, to show and set its time. It holds the data folder: the server cannot start meanwhile.</summary>
public sealed class StoppedServer : IAsyncDisposable
{
    /// <summary>Seconds by which an instant may be ahead of the machine's clock.</summary>
    private const long MaxAhead = 300;

    private readonly LicenseKitOptions _options;
    private readonly DataFolder _folder;
    private readonly IServerStore _store;
    private readonly TimeProvider _time;
    private StoredState _stored = new() { IsEmpty = true };

    private StoppedServer(LicenseKitOptions options, DataFolder folder, IServerStore store, TimeProvider time)
    {
        _options = options;
        _folder = folder;
        _store = store;
        _time = time;
    }

    /// <summary>Opens the state of a server: <c>OpenAsync(o => o.WithDataFolder("data").UseSqlite())</c>.</summary>
    /// <param name="configure">The folder, the storage and, where the key is not in the folder, the signer. Without a pinned root key the first link that is held is taken as it says.</param>
    /// <param name="time">The machine's clock; null = the system's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LicenseFaultException">The server runs (LK8002), its folder or storage cannot be opened, or no key is there to sign with.</exception>
    public static async Task<StoppedServer> OpenAsync(Action<LicenseKitBuilder> configure, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var services = new ServiceCollection();
        configure(new LicenseKitBuilder(services));
        var provider = services.AddOptions().BuildServiceProvider();
        await using var _ = provider.ConfigureAwait(false);
        var options = provider.GetRequiredService<IOptions<LicenseKitOptions>>().Value;
        if (options.Store is null || options.DataFolder is null)
        {
            throw new LicenseFaultException(new(FaultCode.Configuration, "The data folder or the storage is not chosen.", "Call WithDataFolder(folder) and, of the package LicenseKit.Sqlite, UseSqlite()."));
        }

        var folder = DataFolder.OpenStopped(options.DataFolder, options.Signer, options.PassphraseInForce);
        StoppedServer? server = null;
        try
        {
            server = new StoppedServer(options, folder, options.Store(provider, options), time ?? TimeProvider.System);
            await server.LoadAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            if (server is not null)
            {
                await server.DisposeAsync().ConfigureAwait(false);
            }

            folder.Dispose();
            throw;
        }
    }

    /// <summary>The stored time beside the machine's clock, and what is dated after that.</summary>
    /// <exception cref="LicenseFaultException">A row is damaged, or belongs to another installation.</exception>
    public ClockReport Clock()
    {
        var now = UnixTime.Of(_time.GetUtcNow());
        var report = new ClockReport { Floor = UnixTime.ToInstant(_stored.Floor ?? 0), Machine = UnixTime.ToInstant(now) };
        var state = Load(Reader());
        if (state.Child.Chain is not { } chain)
        {
            return report;
        }

        var own = chain.Leaf;
        return report with
        {
            Client = own.Client,
            Product = own.Product,
            Serial = own.Serial,
            IssuedAt = own.IssuedAt,
            NotBefore = UnixTime.ToInstant(own.Claims.NotBefore),
            NeedsRootKey = NextMaster(chain, now) is not null,
            IssuerToHeal = IssuerToHeal(chain, now),
            DatedAhead = Redating.Ahead(state.Ledger, chain, now).Count(),
        };
    }

    /// <summary>True when setting the time to this instant needs the root key: the own license is a Master's and is dated after it.</summary>
    /// <exception cref="LicenseFaultException">A row is damaged, or belongs to another installation.</exception>
    public bool NeedsRootKey(DateTimeOffset instant) => Load(Reader()).Child.Chain is { } chain && NextMaster(chain, UnixTime.Of(instant)) is not null;

    /// <summary>Sets the stored time and signs again what is dated after it, in one commit. Nothing is changed when anything is refused.</summary>
    /// <param name="instant">At most 5 minutes after what the machine's clock says.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="root">The root key, where <see cref="NeedsRootKey"/> says so.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<ClockRepair>> SetClockAsync(DateTimeOffset instant, string by, ISigner? root = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var at = UnixTime.Of(instant);
            return TooFarAhead(at) is { } no ? no : await SetAsync(at, by, root, cancellationToken).ConfigureAwait(false);
        }
        catch (SigningException e)
        {
            return e.Fault;
        }
        catch (LicenseFaultException e)
        {
            return e.Fault;
        }
    }

    /// <summary>Gives the folder free for the server.</summary>
    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_store is SqlStore sql)
        {
            sql.MayMigrate = false; // The server that starts next may be of an older version.
        }

        _stored = await _store.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (_stored.Floor is null)
        {
            throw new LicenseFaultException(new(FaultCode.Storage, $"{_store.Description} has no time: no server has stored anything in it.", "Give the data folder of a server that has run."));
        }
    }

    private LicenseFault? TooFarAhead(long at)
    {
        var now = UnixTime.Of(_time.GetUtcNow());
        return at <= now + MaxAhead ? null : new(FaultCode.ClockInstant,
            $"{Shown.Instant(at)} is {Shown.Duration(at - now)} ahead of this machine's clock, {Shown.Instant(now)}; at most 5 minutes are allowed.",
            "Set the machine's clock first, then set the server's time to now.", Shown.Instant(at));
    }

    private async Task<Outcome<ClockRepair>> SetAsync(long at, string by, ISigner? root, CancellationToken cancellationToken)
    {
        var before = _stored.Floor!.Value;
        var reader = Reader();
        var held = Load(reader).Child.Chain;
        byte[]? file = null;
        Chain? master = null;
        if (held is not null && NextMaster(held, at) is { } claims && root is not null)
        {
            reader = Reader(root);
            if (!RootIsTheirs(held, root).Is(out var fault) || !(await MasterLicense.SignAsync(claims, root, cancellationToken).ConfigureAwait(false)).Is(out file, out fault)
                || !reader.ReadAs(_folder.Key.PublicKey, file).Is(out master, out fault))
            {
                return fault;
            }
        }

        var machine = new Machine(Load(reader), reader, _folder.Key.PublicKey, null);
        var decision = machine.Decide(new Request.SetClock(at, before, master, by), new Moment(at, 0));
        if (decision.Fault is { } refused)
        {
            return refused;
        }

        foreach (var document in decision.Documents)
        {
            await document.SignAsync(_folder.Key, cancellationToken).ConfigureAwait(false);
        }

        var reply = (ClockSetReply)decision.Reply!;
        if (await CommitAsync(new Commit(decision.Changes, reply.Floor, _stored.RunTime), cancellationToken).ConfigureAwait(false) is { } failed)
        {
            return failed;
        }

        _stored = await _store.OpenAsync(cancellationToken).ConfigureAwait(false);
        return new ClockRepair
        {
            Before = UnixTime.ToInstant(before),
            Floor = UnixTime.ToInstant(reply.Floor),
            SignedAgain = reply.SignedAgain,
            IssuerToHeal = reply.Floor > at ? IssuerToHeal(held!, at) : null,
            MasterSerial = master?.Leaf.Serial,
            MasterFile = file,
        };
    }

    private async Task<LicenseFault?> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        var result = await _store.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        if (result.Outcome == CommitOutcome.Unknown)
        {
            result = await _store.ResolveAsync(cancellationToken).ConfigureAwait(false);
        }

        return result.Outcome switch
        {
            CommitOutcome.Committed => null,
            CommitOutcome.Unknown => new(FaultCode.Storage, $"Whether the time was set is not known: {result.Cause?.Message}", "Show the clock again, and repeat this where it was not."),
            _ => new(FaultCode.Storage, $"The storage could not take the change: {result.Cause?.Message}", "Repair the storage; nothing was changed."),
        };
    }

    private ServerState Load(ChainReader reader)
    {
        var run = new RunInfo(_stored.Runs.Keys.DefaultIfEmpty(0).Max() + 1, _stored.RunTime, 0);
        return StateLoader.Load(_stored, reader, new VersionWriter(reader, _folder.Key.PublicKey), _folder.Key.PublicKey, run);
    }

    /// <summary>Under pinned root keys where there are any. The own file needs none: nothing is judged here that was not judged when it was applied.</summary>
    private ChainReader Reader(ISigner? root = null)
    {
        RootKey[] roots = [.. _options.RootKeys, .. root is null || _options.RootKeys.Count > 0 ? [] : (RootKey[])[new RootKey(root.PublicKey)]];
        return roots.Length > 0 ? new ChainReader(null, roots) : ChainReader.OfOwnFile();
    }

    private static Outcome RootIsTheirs(Chain held, ISigner root) => held.Leaf.Claims.Issuer == root.PublicKey.Thumbprint ? Outcome.Done
        : new LicenseFault(FaultCode.UntrustedRoot, $"The key {root.PublicKey.Thumbprint} is not the root key that signed '{held.Leaf.Client}', {held.Leaf.Claims.Issuer}.", "Give that root key.", link: held.Leaf.Id);

    /// <summary>The next version of a Master license that is dated after an instant; null when none is needed.</summary>
    private static ServerLicenseClaims? NextMaster(Chain chain, long at) => chain.Links.Count == 1 ? Redating.Master(chain.Leaf.Claims, at) : null;

    /// <summary>Who must set its time first: the issuer of the first link, below a Master's, that is dated after an instant, or that Master.</summary>
    private static string? IssuerToHeal(Chain chain, long at)
    {
        var first = chain.Links.Count == 1 ? -1 : chain.Links.ToList().FindIndex(l => l.Claims.IssuedAt > at);
        return first < 0 ? null : chain.Links[Math.Max(0, first - 1)].Client;
    }
}
