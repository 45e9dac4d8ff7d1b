using LicenseKit.Hosting;
using LicenseKit.Hosting.Client;
using LicenseKit.Hosting.Front;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Wire;
using LicenseKit.Signing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers LicenseKit in a container.</summary>
public static class LicenseKitServiceCollectionExtensions
{
    /// <summary>Registers licensing for a product under a pinned root key; say next what the app is. May be called again to say more.</summary>
    public static LicenseKitBuilder AddLicenseKit(this IServiceCollection services, string product, params IReadOnlyList<RootKey> rootKeys)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(rootKeys);
        if (services.FirstOrDefault(s => s.ServiceType == typeof(LicenseKitOptions))?.ImplementationInstance is LicenseKitOptions registered)
        {
            return registered.Product == product ? new LicenseKitBuilder(registered.Pin(rootKeys))
                : throw new ArgumentException($"LicenseKit is registered for product '{registered.Product}' already; an app is licensed as one product.", nameof(product));
        }

        var options = new LicenseKitOptions { Product = product };
        services.AddSingleton(options.Pin(rootKeys));
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddHttpClient(HttpDefaults.ClientName, http => http.Timeout = HttpDefaults.Timeout).ConfigurePrimaryHttpMessageHandler(HttpDefaults.Handler);
        services.AddSingleton<IOptionsFactory<LicenseKitOptions>, LicenseKitOptionsFactory>();
        services.AddSingleton<IValidateOptions<LicenseKitOptions>, OptionsCheck>();
        services.AddSingleton(Calls);
        services.AddSingleton(provider => new UnprovenWork(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LicenseServer(Checked(provider), provider, provider.GetRequiredService<UnprovenWork>(), provider.GetRequiredService<TimeProvider>(), Logger(provider)));
        services.AddSingleton(provider => new LicenseKitHost(Checked(provider), provider.GetRequiredService<LicenseServer>(), provider.GetRequiredService<ServerCalls>(),
            provider.GetRequiredService<TimeProvider>(), Logger(provider)));
        services.AddSingleton<ILicenseServer>(provider => Checked(provider).IsServer
            ? provider.GetRequiredService<LicenseKitHost>().Server
            : throw new InvalidOperationException("This app is a client and serves no seats; call AsParent() or AsChild()."));
        services.AddSingleton<IIssuer>(provider => Checked(provider).IsParent
            ? provider.GetRequiredService<LicenseKitHost>().Issuer
            : throw new InvalidOperationException("This app does not issue licenses; call AsParent()."));
        services.AddSingleton<ILicensing>(provider => Checked(provider).IsServer
            ? provider.GetRequiredService<LicenseKitHost>().Licensing
            : new ClientLicensing(Checked(provider), provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpDefaults.ClientName), provider.GetRequiredService<TimeProvider>(), Logger(provider)));
        services.AddSingleton<IHostedService, LicenseKitService>();
        return new LicenseKitBuilder(options);
    }

    private static ServerCalls Calls(IServiceProvider provider) => new(provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpDefaults.ClientName));

    private static ILogger Logger(IServiceProvider provider) => provider.GetRequiredService<ILoggerFactory>().CreateLogger("LicenseKit");

    /// <summary>The options, validated.</summary>
    private static LicenseKitOptions Checked(IServiceProvider provider) => provider.GetRequiredService<IOptions<LicenseKitOptions>>().Value;

    private sealed class OptionsCheck : IValidateOptions<LicenseKitOptions>
    {
        public ValidateOptionsResult Validate(string? name, LicenseKitOptions options) =>
            options.Check() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    /// <summary>Starts and stops licensing with the host, and checks the options first.</summary>
    private sealed class LicenseKitService(IServiceProvider provider) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            if (Checked(provider).IsServer)
            {
                await provider.GetRequiredService<LicenseKitHost>().StartAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                provider.GetRequiredService<ILicensing>();
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) =>
            Checked(provider).IsServer ? provider.GetRequiredService<LicenseKitHost>().StopAsync().AsTask().WaitAsync(cancellationToken) : Task.CompletedTask;
    }
}
