using System.Diagnostics.Metrics;
using LicenseKit.Hosting;
using LicenseKit.Hosting.Client;
using LicenseKit.Hosting.Front;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Telemetry;
using LicenseKit.Hosting.Wire;
using LicenseKit.Signing;
using Microsoft.Extensions.Configuration;
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
        ArgumentNullException.ThrowIfNull(product);
        ArgumentNullException.ThrowIfNull(rootKeys);
        return Register(services).Configure(options =>
        {
            options.SetProduct(product);
            options.Pin(rootKeys);
        });
    }

    /// <summary>Registers licensing as a section of configuration says; its keys are the names of the properties of <see cref="LicenseKitOptions"/>.</summary>
    /// <remarks>What is said to the builder afterwards counts more than the section.</remarks>
    public static LicenseKitBuilder AddLicenseKit(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var builder = Register(services);
        services.AddSingleton<IConfigureOptions<LicenseKitOptions>>(new ConfigureFromConfiguration(section));
        return builder;
    }

    private static LicenseKitBuilder Register(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var builder = new LicenseKitBuilder(services);
        if (services.Any(s => s.ServiceType == typeof(ServerCalls)))
        {
            return builder;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton(provider => new Instruments(provider.GetRequiredService<IMeterFactory>()));
        services.AddHttpClient(HttpDefaults.ClientName, http => http.Timeout = HttpDefaults.Timeout).ConfigurePrimaryHttpMessageHandler(HttpDefaults.Handler)
            .RemoveAllLoggers(); // a line for each ping and renewal tells nobody anything
        services.AddOptions<LicenseKitOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LicenseKitOptions>, OptionsCheck>();
        services.AddSingleton(provider => new ServerCalls(provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpDefaults.ClientName)));
        services.AddSingleton(provider => new UnprovenWork(Time(provider), provider.GetRequiredService<Instruments>()));
        services.AddSingleton(provider => new LicenseServer(
            Options(provider), provider, provider.GetRequiredService<UnprovenWork>(), provider.GetRequiredService<Instruments>(), Time(provider), Logger(provider)));
        services.AddSingleton(provider =>
            new LicenseKitHost(Options(provider), provider.GetRequiredService<LicenseServer>(), provider.GetRequiredService<ServerCalls>(), Time(provider), Logger(provider)));
        services.AddSingleton(provider => new ClientLicensing(
            Options(provider), new AppliedLicenseFile(Options(provider).DataFolderPath), provider.GetRequiredService<ServerCalls>(), Time(provider), Pace.Usual, Logger(provider)));
        services.AddSingleton<ILicenseServer>(Server);
        services.AddSingleton<ILicenseProtocol>(Server);
        services.AddSingleton<IServerDocuments>(provider => new ServerDocuments(Server(provider).Loop));
        services.AddSingleton<IIssuer>(provider => Options(provider).IsParent
            ? provider.GetRequiredService<LicenseKitHost>().Issuer
            : throw new InvalidOperationException("This app does not issue licenses; call AsParent()."));
        services.AddSingleton<ILicensing>(provider => Options(provider).IsServer
            ? provider.GetRequiredService<LicenseKitHost>().Licensing
            : provider.GetRequiredService<ClientLicensing>());
        services.AddSingleton<IHostedService>(provider => new LicenseKitService(provider));
        return builder;
    }

    private static LicenseServer Server(IServiceProvider provider) => Options(provider).IsServer
        ? provider.GetRequiredService<LicenseKitHost>().Server
        : throw new InvalidOperationException("This app is a client and serves no seats; call AsParent() or AsChild().");

    private static ILogger Logger(IServiceProvider provider) => provider.GetRequiredService<ILoggerFactory>().CreateLogger("LicenseKit");

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    /// <summary>The options, validated.</summary>
    private static LicenseKitOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<LicenseKitOptions>>().Value;

    private sealed class OptionsCheck : IValidateOptions<LicenseKitOptions>
    {
        public ValidateOptionsResult Validate(string? name, LicenseKitOptions options) =>
            options.Check() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
