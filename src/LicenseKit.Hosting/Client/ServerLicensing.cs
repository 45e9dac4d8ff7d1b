using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Front;
using LicenseKit.Hosting.Server;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Client;

/// <summary>The licensing of an app with the server inside.</summary>
internal sealed class ServerLicensing : ILicensing, IAsyncDisposable
{
    private readonly ServerLoop _loop;
    private readonly ServerClock _clock;
    private readonly Func<long, StandingReport> _standingAt;
    private readonly LocalSeats _seats;
    private readonly LeaseRenewer _renewer;
    private readonly LicensingWatch _watch;

    /// <summary>Over the state of the server in this process.</summary>
    public ServerLicensing(ServerLoop loop, ServerClock clock, Func<long, StandingReport> standingAt, AppFront apps, string? labels, TimeProvider time, ILogger logger)
    {
        (_loop, _clock, _standingAt) = (loop, clock, standingAt);
        _seats = new LocalSeats(apps, standingAt, labels);
        _renewer = new LeaseRenewer(time, Pace.Usual, logger);
        _watch = new LicensingWatch(this, View, time, Pace.Usual, logger);
        loop.HeldChanged += _watch.Tell;
    }

    /// <summary>Starts the server for whoever comes first; all share one start.</summary>
    public required Func<CancellationToken, Task> Start { get; init; }

    /// <summary>Has the server take a license: its bytes, and the id of the one that it replaces.</summary>
    public required Func<ReadOnlyMemory<byte>, string?, CancellationToken, Task<LicenseFault?>> Apply { get; init; }

    public event EventHandler<LicensingChangedEventArgs>? Changed
    {
        add => _watch.Add(value);
        remove => _watch.Remove(value);
    }

    public StandingReport Standing => _standingAt(_clock.Now.Now);

    public LicenseDetails? License => View().License;

    public IReadOnlyDictionary<string, Feature> Features => View().Features;

    public bool Allows(string feature)
    {
        var now = _clock.Now.Now;
        return _standingAt(now).Serves && _loop.Published.Child.Chain!.Rights.FeaturesAt(now).ContainsKey(feature);
    }

    public Outcome<Feature> FindFeature(string feature) => View().Find(feature);

    public async Task<Acquired> AcquireAsync(string kind, CancellationToken cancellationToken = default)
    {
        if (await StartAsync(cancellationToken).ConfigureAwait(false) is { } fault)
        {
            return new Acquired(null, fault);
        }

        var acquired = await _renewer.AcquireAsync(_seats, kind, cancellationToken).ConfigureAwait(false);
        return acquired.Fault is { Code: FaultCode.NoLicenseHeld } ? new Acquired(null, Standing.Fault ?? acquired.Fault) : acquired;
    }

    public async Task<Outcome<LicenseDetails>> ApplyAsync(ReadOnlyMemory<byte> file, string? replaces = null, CancellationToken cancellationToken = default)
    {
        if (await StartAsync(cancellationToken).ConfigureAwait(false) is { } notStarted)
        {
            return notStarted;
        }

        return await Apply(file, replaces, cancellationToken).ConfigureAwait(false) is { } fault ? fault : View().License!;
    }

    /// <summary>Logs what is held, and what changes from now on.</summary>
    public void Watch() => _watch.Start();

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _renewer.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<LicenseFault?> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Start(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (LicenseFaultException e)
        {
            return e.Fault;
        }
    }

    private LicensingView View()
    {
        var now = _clock.Now.Now;
        var standing = _standingAt(now);
        return _loop.Published.Child is { Chain: { } chain } child
            ? LicensingView.Of(standing, chain, null, FreshUntil.Of(child).At, now)
            : LicensingView.Unlicensed(standing);
    }
}
