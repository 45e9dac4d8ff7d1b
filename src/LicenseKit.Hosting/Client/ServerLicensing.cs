using LicenseKit.Chains;
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
    private readonly Func<CancellationToken, Task> _start;
    private readonly LeaseRenewer _renewer;
    private readonly LicensingWatch _watch;

    public ServerLicensing(
        ServerLoop loop, ServerClock clock, Func<long, StandingReport> standingAt, AppFront apps, Func<CancellationToken, Task> start, TimeProvider time, ILogger logger)
    {
        (_loop, _clock, _standingAt, _start) = (loop, clock, standingAt, start);
        _renewer = new LeaseRenewer(new LocalSeats(apps, standingAt), time);
        _watch = new LicensingWatch(this, View, time, logger);
    }

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
        try
        {
            await _start(cancellationToken).ConfigureAwait(false);
        }
        catch (LicenseFaultException e)
        {
            return new Acquired(null, e.Fault);
        }

        return await _renewer.AcquireAsync(kind, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _renewer.DisposeAsync().ConfigureAwait(false);
    }

    private LicensingView View()
    {
        var now = _clock.Now.Now;
        var standing = _standingAt(now);
        return _loop.Published.Child.Chain is { } chain ? LicensingView.Of(standing, chain, null, now) : LicensingView.Unlicensed(standing);
    }
}
