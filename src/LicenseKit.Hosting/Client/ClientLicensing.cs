using LicenseKit.Chains;
using LicenseKit.Hosting.Wire;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Client;

/// <summary>The licensing of an app that takes its seats from a server elsewhere.</summary>
internal sealed class ClientLicensing : ILicensing, IAsyncDisposable
{
    private readonly Chain _file;
    private readonly TimeProvider _time;
    private readonly RemoteSeats _seats;
    private readonly LeaseRenewer _renewer;
    private readonly LicensingWatch _watch;

    /// <summary>Reads and verifies the app's file.</summary>
    /// <exception cref="LicenseFaultException">The file is refused, or holds no session license.</exception>
    public ClientLicensing(LicenseKitOptions options, HttpClient http, TimeProvider time, ILogger logger)
    {
        var reader = new ChainReader(options.Product, [.. options.RootKeys]);
        if (!reader.Read(Read(options.ClientFile!)).Is(out var chain, out var fault))
        {
            throw new LicenseFaultException(fault);
        }

        if (chain.SessionLicense is null)
        {
            throw new LicenseFaultException(new(FaultCode.ForeignSessionLicense,
                $"'{options.ClientFile}' holds no session license.", "Use a file made by 'session license', such as app.lic."));
        }

        _file = chain;
        _time = time;
        _seats = new RemoteSeats(new ServerCalls(http), reader, chain);
        _renewer = new LeaseRenewer(_seats, time);
        _watch = new LicensingWatch(this, View, time, logger);
    }

    public event EventHandler<LicensingChangedEventArgs>? Changed
    {
        add => _watch.Add(value);
        remove => _watch.Remove(value);
    }

    /// <summary>The session license's own reason first, as at the server, then the server's.</summary>
    public StandingReport Standing
    {
        get
        {
            var now = Now;
            var own = StandingRules.OfSessionLicense(_file, Server, now);
            return own.Serves ? StandingRules.OfChain(Server, null, now) : own;
        }
    }

    public LicenseDetails? License => View().License;

    public IReadOnlyDictionary<string, Feature> Features => View().Features;

    /// <summary>The clock, but never before what the app holds was signed: an app whose clock is slow goes on when it is signed anew.</summary>
    private long Now => Math.Max(UnixTime.Of(_time.GetUtcNow()), Math.Max(Server.IssuedAt, Session.IssuedAt));

    private SessionLicenseClaims Session => _file.SessionLicense!.Claims;

    /// <summary>The server's licenses as it showed them last; before the first seat, as the app's file has them.</summary>
    private Chain Server => _seats.Newest ?? _file;

    public bool Allows(string feature) => Standing.Serves && Server.Rights.FeaturesAt(Now).ContainsKey(feature)
        && EffectiveRights.Gives(Session.Features, feature, Now);

    public Task<Acquired> AcquireAsync(string kind, CancellationToken cancellationToken = default) => _renewer.AcquireAsync(kind, cancellationToken);

    public Outcome<Feature> FindFeature(string feature) => View().Find(feature);

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _renewer.DisposeAsync().ConfigureAwait(false);
    }

    private LicensingView View() => LicensingView.Of(Standing, Server, Session, Now);

    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LicenseFaultException(new(FaultCode.FileUnreadable, $"'{file}' cannot be read: {e.Message}", "Check the path and its permissions."), e);
        }
    }
}
