using LicenseKit.Hosting.Wire;
using LicenseKit.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LicenseKit.Hosting.Tests.Start;

public sealed class OptionsTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_problem_is_listed_at_once()
    {
        var options = new LicenseKitOptions { Product = "two words", IsChild = true, ClientFile = "no.lic", LicenseFile = "none.lic", PublicUrl = "http://example.com" };

        var problems = options.Check();

        Assert.Equal(["Product", "RootKeys", "ClientFile", "ClientFile", "LicenseFile", "Storage", "PublicUrl"], problems.Select(p => p.Split(' ', 2)[0]));
        Assert.Contains("No role", Assert.Single(new LicenseKitOptions { Product = "a", RootKeys = { Acme.RootKey } }.Check()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_with_wrong_options_fails_at_its_start_with_all_of_them()
    {
        using var host = Host(s => s.AddLicenseKit("two words").AsParent());

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Ct));

        Assert.Equal(3, refused.Failures.Count());
    }

    [Fact]
    public void Options_read_from_the_container_are_the_ones_that_the_builder_filled()
    {
        var services = new ServiceCollection();
        var builder = services.AddLicenseKit(Acme.Product, Acme.RootKey).AsChild().In(_temp.In("data")).UseSqlite();
        using var provider = services.BuildServiceProvider();
        using var scope = provider.CreateScope();

        Assert.Same(builder.Options, provider.GetRequiredService<IOptions<LicenseKitOptions>>().Value);
        Assert.Same(builder.Options, provider.GetRequiredService<IOptionsMonitor<LicenseKitOptions>>().CurrentValue);
        Assert.Same(builder.Options, scope.ServiceProvider.GetRequiredService<IOptionsSnapshot<LicenseKitOptions>>().Value);
        Assert.Same(builder.Options, provider.GetRequiredService<LicenseKitOptions>());
    }

    [Fact]
    public void Wrong_options_read_from_the_container_are_refused_with_every_problem_of_them()
    {
        var services = new ServiceCollection();
        var options = services.AddLicenseKit("two words").AsParent().Options;
        using var provider = services.BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<LicenseKitOptions>>().Value);

        Assert.Equal(options.Check(), refused.Failures);
        Assert.Equal(3, refused.Failures.Count());
    }

    [Fact]
    public async Task What_the_container_configures_and_validates_holds_for_the_server_too()
    {
        var configured = 0;
        using var host = Host(s =>
        {
            s.AddLicenseKit(Acme.Product, Acme.RootKey).AsChild().UseSqlite();
            s.Configure<LicenseKitOptions>(o => (configured, o.DataFolder) = (configured + 1, _temp.In("data")));
        });
        using var refused = Host(s =>
        {
            s.AddLicenseKit(Acme.Product, Acme.RootKey).AsChild().In(_temp.In("data")).UseSqlite();
            s.AddOptions<LicenseKitOptions>().Validate(o => o.PublicUrl is not null, "PublicUrl is missing.");
        });

        await host.StartAsync(Ct);
        using (var scope = host.Services.CreateScope())
        {
            Assert.NotNull(scope.ServiceProvider.GetRequiredService<IOptionsSnapshot<LicenseKitOptions>>().Value);
        }

        Assert.True(File.Exists(_temp.In("data", "licensekit.db")));
        Assert.Equal(1, configured);
        await host.StopAsync(Ct);
        Assert.Contains("PublicUrl is missing.", (await Assert.ThrowsAsync<OptionsValidationException>(() => refused.StartAsync(Ct))).Failures);
    }

    [Fact]
    public async Task Without_a_container_the_same_problems_are_one_fault()
    {
        var refused = await Assert.ThrowsAsync<LicenseFaultException>(() => Licensing.OpenAsync("two words", Acme.RootKey, o => o.AsParent(), null, Ct));

        Assert.Equal(FaultCode.Configuration, refused.Fault.Code);
        Assert.Contains("Product", refused.Fault.Message, StringComparison.Ordinal);
        Assert.Contains("UseSqlite()", refused.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registration_that_is_repeated_is_one_licensing()
    {
        using var host = Host(s =>
        {
            s.AddLicenseKit(Acme.Product, Acme.RootKey).AsChild();
            s.AddLicenseKit(Acme.Product, Acme.RootKey).In(_temp.In("data")).UseSqlite();
        });
        await host.StartAsync(Ct);

        Assert.Single(host.Services.GetServices<ILicensing>());
        Assert.Single(host.Services.GetRequiredService<LicenseKitOptions>().RootKeys);
        Assert.Equal("none", host.Services.GetRequiredService<ILicensing>().Standing.Text);
        await host.StopAsync(Ct);
    }

    [Fact]
    public void A_second_root_key_is_pinned_too_and_another_product_is_misuse()
    {
        var services = new ServiceCollection();
        using var next = SigningKey.Create();
        services.AddLicenseKit(Acme.Product, Acme.RootKey);

        Assert.Equal(2, services.AddLicenseKit(Acme.Product, new RootKey(next.PublicKey)).Options.RootKeys.Count);
        Assert.Throws<ArgumentException>(() => services.AddLicenseKit("acme.mill", Acme.RootKey));
    }

    [Fact]
    public async Task A_container_that_is_disposed_gives_everything_free()
    {
        for (var i = 0; i < 2; i++)
        {
            using var host = Host(s => s.AddLicenseKit(Acme.Product, Acme.RootKey).AsParent().AsChild().In(_temp.In("data")).UseSqlite());
            await host.StartAsync(Ct);
            Assert.NotNull(host.Services.GetRequiredService<ILicensing>());
            Assert.NotNull(host.Services.GetRequiredService<IIssuer>());
            Assert.Same(host.Services.GetRequiredService<ILicenseServer>(), host.Services.GetRequiredService<ILicenseServer>());
            await host.StopAsync(Ct);
        }

        await using var licensing = await Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsChild().In(_temp.In("data")).UseSqlite(), null, Ct);
        await licensing.DisposeAsync();
    }

    [Fact]
    public async Task Services_of_a_role_that_the_app_does_not_have_are_misuse()
    {
        using var child = Host(s => s.AddLicenseKit(Acme.Product, Acme.RootKey).AsChild().In(_temp.In("data")).UseSqlite());
        await child.StartAsync(Ct);
        using var client = Host(s => s.AddLicenseKit(Acme.Product, Acme.RootKey).AsClient(_temp.Write("app.lic", [])));

        Assert.Contains("AsParent()", Assert.Throws<InvalidOperationException>(child.Services.GetRequiredService<IIssuer>).Message, StringComparison.Ordinal);
        Assert.Contains("AsParent()", Assert.Throws<InvalidOperationException>(client.Services.GetRequiredService<ILicenseServer>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_client_of_the_container_follows_no_redirect_like_the_one_without()
    {
        using var handler = HttpDefaults.Handler();
        var services = new ServiceCollection();
        services.AddLicenseKit(Acme.Product, Acme.RootKey);
        using var provider = services.BuildServiceProvider();
        HttpMessageHandler last = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(HttpDefaults.ClientName);
        while (last is DelegatingHandler { InnerHandler: { } inner })
        {
            last = inner;
        }

        Assert.False(handler.AllowAutoRedirect);
        Assert.False(Assert.IsType<SocketsHttpHandler>(last).AllowAutoRedirect);
    }

    [Theory]
    [InlineData("garbage", FaultCode.NotABundle)]
    [InlineData(null, FaultCode.UntrustedRoot)]
    public async Task A_start_file_that_is_refused_stops_the_start(string? text, FaultCode code)
    {
        using var foreign = SigningKey.Create();
        var file = text is null ? Acme.Master(_temp, _temp.In("data"), root: foreign) : _temp.Write("bad.lic", Acme.Utf8(text));

        var refused = await Assert.ThrowsAsync<LicenseFaultException>(() =>
            Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsChild(file).In(_temp.In("data")).UseSqlite(), null, Ct));

        Assert.Equal(code, refused.Fault.Code);
    }

    public void Dispose() => _temp.Dispose();

    private static IHost Host(Action<IServiceCollection> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        configure(builder.Services);
        return builder.Build();
    }
}
