using LicenseKit.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Tests.Start;

/// <summary>Seats that are taken before the host has started licensing.</summary>
public sealed class StartOrderTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempFolder _temp = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hosted_service_registered_before_licensing_gets_its_seat_at_its_start()
    {
        var license = Acme.Master(_temp, _temp.In("data"));
        using var host = Host(services =>
        {
            services.AddSingleton<Early>().AddHostedService(provider => provider.GetRequiredService<Early>());
            services.AddLicenseKit(Acme.Product, Acme.RootKey).AsParent().AsChild(license).WithDataFolder(_temp.In("data")).UseSqlite();
        });

        await host.StartAsync(Ct).WaitAsync(Patience, Ct);

        Assert.True(host.Services.GetRequiredService<Early>().Answer!.Session!.Check());
        Assert.Equal("good", host.Services.GetRequiredService<ILicensing>().Standing.Text);
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task Without_a_host_the_first_seat_starts_licensing_and_all_share_the_start()
    {
        await using var provider = Provider(Acme.Master(_temp, _temp.In("data")));
        var licensing = provider.GetRequiredService<ILicensing>();
        Assert.Equal(("none", FaultCode.NoLicenseHeld), (licensing.Standing.Text, licensing.Standing.Fault!.Code));
        Assert.Contains("has not started", licensing.Standing.Fault.Message, StringComparison.Ordinal);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => licensing.AcquireAsync("developer", Ct))).WaitAsync(Patience, Ct);

        Assert.All(answers, a => Assert.True(a.Session!.Check()));
        Assert.Equal(8, (await provider.GetRequiredService<ILicenseServer>().ListSessionsAsync()).Count);
    }

    [Fact]
    public async Task An_issuer_that_is_asked_before_the_start_starts_licensing_too()
    {
        await using var provider = Provider(Acme.Master(_temp, _temp.In("data")));

        var issued = await provider.GetRequiredService<IIssuer>().IssueAsync(Acme.Child(), "Ann", Ct).WaitAsync(Patience, Ct);

        Assert.Equal("Initech", issued.Good().Client);
    }

    [Fact]
    public async Task A_start_that_fails_is_a_fault_to_whoever_asked_for_it_and_stops_the_host()
    {
        Directory.CreateDirectory(_temp.In("data"));
        await File.WriteAllTextAsync(_temp.In("data", "licensekit.db"), new string('x', 8192), Ct);
        using var host = Host(services =>
        {
            services.AddSingleton<Early>().AddHostedService(provider => provider.GetRequiredService<Early>());
            services.AddLicenseKit(Acme.Product, Acme.RootKey).AsChild().WithDataFolder(_temp.In("data")).UseSqlite();
        });

        var refused = await Assert.ThrowsAsync<LicenseFaultException>(() => host.StartAsync(Ct).WaitAsync(Patience, Ct));

        Assert.Equal(FaultCode.Storage, refused.Fault.Code);
        Assert.Same(refused.Fault, host.Services.GetRequiredService<Early>().Answer!.Fault);
    }

    [Fact]
    public async Task Whoever_stops_waiting_does_not_stop_the_start()
    {
        await using var provider = Provider(Acme.Master(_temp, _temp.In("data")));
        using var hasty = new CancellationTokenSource();
        Task first = provider.GetRequiredService<ILicensing>().AcquireAsync("developer", hasty.Token);
        await hasty.CancelAsync();
        await first.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        Assert.NotNull((await provider.GetRequiredService<ILicensing>().AcquireAsync("developer", Ct).WaitAsync(Patience, Ct)).Session);
    }

    public void Dispose() => _temp.Dispose();

    private static IHost Host(Action<IServiceCollection> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        configure(builder.Services);
        return builder.Build();
    }

    private ServiceProvider Provider(string license)
    {
        var services = new ServiceCollection();
        services.AddLicenseKit(Acme.Product, Acme.RootKey).AsParent().AsChild(license).WithDataFolder(_temp.In("data")).WithPublicUrl("https://licenses.example").UseSqlite();
        return services.BuildServiceProvider();
    }

    private sealed class Early(ILicensing licensing) : IHostedService
    {
        public Acquired? Answer { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken) => Answer = await licensing.AcquireAsync("developer", cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
