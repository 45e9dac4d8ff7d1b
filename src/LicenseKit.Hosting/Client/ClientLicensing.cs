using LicenseKit.Chains;
using LicenseKit.Hosting.Wire;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Client;

/// <summary>The licensing of an app that takes its seats from a server elsewhere.</summary>
internal sealed class ClientLicensing : ILicensing, IAsyncDisposable
{
    private readonly LicenseKitOptions _options;
    private readonly ServerCalls _calls;
    private readonly ChainReader _reader;
    private readonly SessionLicenseFile _file;
    private readonly TimeProvider _time;
    private readonly LeaseRenewer _renewer;
    private readonly LicensingWatch _watch;
    private readonly Lock _lock = new();
    private volatile RemoteSeats? _seats;
    private volatile StandingReport _unlicensed = StandingReport.NoneHeld;

    /// <summary>Reads the app's file; one that cannot be used is a standing.</summary>
    public ClientLicensing(LicenseKitOptions options, IAppliedLicense applied, ServerCalls calls, TimeProvider time, Pace pace, ILogger logger)
    {
        (_options, _calls, _time) = (options, calls, time);
        _reader = new ChainReader(options.Product, [.. options.RootKeys], options.AllowUnencryptedHttp);
        _file = new SessionLicenseFile(options.LicenseFile, applied, _reader);
        _renewer = new LeaseRenewer(time, pace, logger);
        _watch = new LicensingWatch(this, View, time, pace, logger);
        if (_file.Load().Is(out var chain, out var fault))
        {
            Use(chain);
        }
        else
        {
            _unlicensed = new StandingReport(Chains.Standing.None, null, fault);
        }
    }

    public event EventHandler<LicensingChangedEventArgs>? Changed
    {
        add => _watch.Add(value);
        remove => _watch.Remove(value);
    }

    public StandingReport Standing => _seats is { } seats ? seats.StandingAt(NowOf(seats)) : _unlicensed;

    public LicenseDetails? License => View().License;

    public IReadOnlyDictionary<string, Feature> Features => View().Features;

    /// <summary>Logs what is held, and what changes from now on.</summary>
    /// <exception cref="LicenseFaultException">The options require a license, and there is none that can be used.</exception>
    public void Start()
    {
        if (_seats is null && _options.RequireLicense)
        {
            throw new LicenseFaultException(_unlicensed.Fault!);
        }

        _watch.Start();
    }

    public bool Allows(string feature) => _seats is { } seats && seats.Gives(feature, NowOf(seats));

    public Outcome<Feature> FindFeature(string feature) => View().Find(feature);

    public async Task<Acquired> AcquireAsync(string kind, CancellationToken cancellationToken = default) =>
        _seats is { } seats ? await _renewer.AcquireAsync(seats, kind, cancellationToken).ConfigureAwait(false) : new Acquired(null, _unlicensed.Fault);

    public Task<Outcome<LicenseDetails>> ApplyAsync(ReadOnlyMemory<byte> file, string? replaces = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (!_file.Apply(file, _seats?.File, replaces).Is(out var chain, out var fault))
            {
                return Task.FromResult<Outcome<LicenseDetails>>(fault);
            }

            Use(chain);
        }

        return Task.FromResult<Outcome<LicenseDetails>>(View().License!);
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _renewer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>New sessions come from the server of this license; those that run keep theirs.</summary>
    private void Use(Chain file)
    {
        _seats = new RemoteSeats(_calls, _reader, file, _options.Labels.Count > 0 ? _options.Labels.AsReadOnly() : null, _watch.Tell);
        _watch.Tell();
    }

    /// <summary>The clock, but never before what the app holds was signed: an app whose clock is slow goes on when it is signed anew.</summary>
    private long NowOf(RemoteSeats seats) => Math.Max(UnixTime.Of(_time.GetUtcNow()), seats.IssuedAt);

    private LicensingView View()
    {
        if (_seats is not { } seats)
        {
            return LicensingView.Unlicensed(_unlicensed);
        }

        var now = NowOf(seats);
        return LicensingView.Of(seats.StandingAt(now), seats.Server, seats.File.SessionLicense!.Claims, UnixTime.Max, now);
    }
}
