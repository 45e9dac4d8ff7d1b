using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using LicenseKit.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LicenseKit.Hosting;

/// <summary>An app's licensing without a container: the same graph that <c>AddLicenseKit</c> registers.</summary>
public sealed class Licensing : ILicensing, IAsyncDisposable
{
    private readonly ILicensing _licensing;
    private readonly ServiceProvider _services;

    private Licensing(ServiceProvider services, LicenseKitOptions options)
    {
        _services = services;
        _licensing = services.GetRequiredService<ILicensing>();
        Server = options.IsServer ? services.GetRequiredService<ILicenseServer>() : null;
        Protocol = options.IsServer ? services.GetRequiredService<ILicenseProtocol>() : null;
        Issuer = options.IsParent ? services.GetRequiredService<IIssuer>() : null;
    }

    /// <inheritdoc/>
    public event EventHandler<LicensingChangedEventArgs>? Changed
    {
        add => _licensing.Changed += value;
        remove => _licensing.Changed -= value;
    }

    /// <summary>The server in this process; null for a client.</summary>
    public ILicenseServer? Server { get; }

    /// <summary>What endpoints of a server in this process call for its children and apps; null for a client.</summary>
    public ILicenseProtocol? Protocol { get; }

    /// <summary>What a vendor's portal calls; null unless the app is a parent.</summary>
    public IIssuer? Issuer { get; }

    /// <inheritdoc/>
    public StandingReport Standing => _licensing.Standing;

    /// <inheritdoc/>
    public LicenseDetails? License => _licensing.License;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Feature> Features => _licensing.Features;

    /// <summary>Opens licensing for an app: <c>OpenAsync("acme.robot", rootKey, o => o.AsChild("acme.lic").UseSqlite())</c>.</summary>
    /// <param name="product">The product id that the app pins.</param>
    /// <param name="rootKey">The root key that the app pins.</param>
    /// <param name="configure">Says what the app is, and where its container takes loggers from.</param>
    /// <param name="time">The clock; null = the system's.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LicenseFaultException">The options are wrong, or something cannot be opened; every problem is named.</exception>
    public static async Task<Licensing> OpenAsync(string product, RootKey rootKey, Action<LicenseKitBuilder> configure, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        configure(services.AddLicenseKit(product, rootKey));
        var provider = services.BuildServiceProvider();
        try
        {
            var options = provider.GetRequiredService<IOptions<LicenseKitOptions>>().Value;
            await new LicenseKitService(provider).StartAsync(cancellationToken).ConfigureAwait(false);
            return new Licensing(provider, options);
        }
        catch (OptionsValidationException e)
        {
            await provider.DisposeAsync().ConfigureAwait(false);
            throw new LicenseFaultException(new(FaultCode.Configuration, string.Join(' ', e.Failures), "Correct the options."), e);
        }
        catch
        {
            await provider.DisposeAsync().ConfigureAwait(false);
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
    public Task<Outcome<LicenseDetails>> ApplyAsync(ReadOnlyMemory<byte> file, string? replaces = null, CancellationToken cancellationToken = default) =>
        _licensing.ApplyAsync(file, replaces, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
