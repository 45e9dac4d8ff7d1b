using LicenseKit.Chains;
using LicenseKit.Hosting.Client;
using LicenseKit.Hosting.Front;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Wire;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using LicenseKit.Signing;
using Microsoft.Extensions.Logging.Abstractions;

namespace LicenseKit.Hosting;

/// <summary>An app's licensing without a container: the same graph that <c>AddLicenseKit</c> registers.</summary>
public sealed class Licensing : ILicensing, IAsyncDisposable
{
    private readonly ILicensing _licensing;
    private readonly LicenseKitHost? _host;
    private readonly HttpClient _http;

    private Licensing(ILicensing licensing, LicenseKitHost? host, HttpClient http)
    {
        _licensing = licensing;
        _host = host;
        _http = http;
    }

    /// <inheritdoc/>
    public event EventHandler<LicensingChangedEventArgs>? Changed
    {
        add => _licensing.Changed += value;
        remove => _licensing.Changed -= value;
    }

    /// <summary>The server in this process; null for a client.</summary>
    public ILicenseServer? Server => _host?.Server;

    /// <summary>What a vendor's portal calls; null unless the app is a parent.</summary>
    public IIssuer? Issuer { get; private init; }

    /// <inheritdoc/>
    public StandingReport Standing => _licensing.Standing;

    /// <inheritdoc/>
    public LicenseDetails? License => _licensing.License;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Feature> Features => _licensing.Features;

    /// <summary>Opens licensing for an app: <c>OpenAsync("acme.robot", rootKey, o => o.AsChild("acme.lic").UseSqlite())</c>.</summary>
    /// <exception cref="LicenseFaultException">The options are wrong, or something cannot be opened; every problem is named.</exception>
    public static async Task<Licensing> OpenAsync(string product, RootKey rootKey, Action<LicenseKitBuilder> configure, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new LicenseKitOptions { Product = product };
        options.RootKeys.Add(rootKey);
        configure(new LicenseKitBuilder(options));
        if (options.Check() is { Count: > 0 } problems)
        {
            throw new LicenseFaultException(new(FaultCode.Configuration, string.Join(' ', problems), "Correct the options."));
        }

        var clock = time ?? TimeProvider.System;
        var http = HttpDefaults.Make();
        LicenseKitHost? host = null;
        try
        {
            if (!options.IsServer)
            {
                return new Licensing(new ClientLicensing(options, http, clock, NullLogger.Instance), null, http);
            }

            var server = new LicenseServer(options, NoServices.Instance, new UnprovenWork(clock), clock, NullLogger.Instance);
            host = new LicenseKitHost(options, server, new ServerCalls(http), clock, NullLogger.Instance);
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            return new Licensing(host.Licensing, host, http) { Issuer = options.IsParent ? host.Issuer : null };
        }
        catch
        {
            if (host is not null)
            {
                await host.DisposeAsync().ConfigureAwait(false);
            }

            http.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool Allows(string feature) => _licensing.Allows(feature);

    /// <inheritdoc/>
    public Outcome<Feature> FindFeature(string feature) => _licensing.FindFeature(feature);

    /// <inheritdoc/>
    public Task<Acquired> AcquireAsync(string kind, CancellationToken cancellationToken = default) => _licensing.AcquireAsync(kind, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable?)_host ?? (ClientLicensing)_licensing).DisposeAsync().ConfigureAwait(false);
        _http.Dispose();
    }
}
