using LicenseKit.Hosting.Wire;
using LicenseKit.Signing;
using Microsoft.Extensions.Configuration;
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
        var options = new LicenseKitOptions { Product = "two words", IsChild = true, IsClient = true, PublicUrl = "http://example.com" };

        var problems = options.Check();

        Assert.Equal(["Product", "RootKeys", "IsClient", "Storage", "PublicUrl"], problems.Select(p => p.Split(' ', 2)[0]));
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
    public void Options_read_from_the_container_are_the_ones_that_the_builder_configured()
    {
        var services = new ServiceCollection();
        services.AddLicenseKit(Acme.Product, Acme.RootKey).AsChild("acme.lic").WithDataFolder(_temp.In("data")).WithPublicUrl("https://licenses.example").UseSqlite();
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<LicenseKitOptions>>().CurrentValue;

        Assert.Equal((Acme.Product, true, false, "acme.lic"), (options.Product, options.IsChild, options.IsClient, options.LicenseFile));
        Assert.Equal((_temp.In("data"), "https://licenses.example"), (options.DataFolder, options.PublicUrl));
    }

    [Fact]
    public void Wrong_options_read_from_the_container_are_refused_with_every_problem_of_them()
    {
        var services = new ServiceCollection();
        services.AddLicenseKit("two words").AsParent();
        using var provider = services.BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<LicenseKitOptions>>().Value);

        Assert.Equal(["Product", "RootKeys", "Storage"], refused.Failures.Select(p => p.Split(' ', 2)[0]));
    }

    [Fact]
    public async Task Everything_can_come_from_configuration()
    {
        using var next = SigningKey.Create();
        var section = Configuration(new()
        {
            ["LicenseKit:Product"] = Acme.Product,
            ["LicenseKit:RootKeys:0"] = Acme.RootKey.Key.ToPem(),
            ["LicenseKit:RootKeys:1"] = _temp.Write("root.pub.pem", Acme.Utf8(next.PublicKey.ToPem())),
            ["LicenseKit:IsParent"] = "true",
            ["LicenseKit:IsChild"] = "True",
            ["LicenseKit:LicenseFile"] = Acme.Master(_temp, _temp.In("data")),
            ["LicenseKit:DataFolder"] = _temp.In("data"),
            ["LicenseKit:PublicUrl"] = "http://licenses.example",
            ["LicenseKit:AllowUnencryptedHttp"] = "true",
        });
        using var host = Host(s => s.AddLicenseKit(section).UseSqlite());

        await host.StartAsync(Ct);

        var options = host.Services.GetRequiredService<IOptions<LicenseKitOptions>>().Value;
        Assert.Equal([Acme.RootKey.Key, next.PublicKey], options.RootKeys.Select(r => r.Key));
        Assert.Equal("http://licenses.example", options.PublicUrl);
        Assert.Equal("good", host.Services.GetRequiredService<ILicensing>().Standing.Text);
        await host.StopAsync(Ct);
    }

    [Fact]
    public void Configured_values_that_cannot_be_taken_are_problems_with_their_path_and_no_value_of_a_key_is_shown()
    {
        using var key = SigningKey.Create();
        var services = new ServiceCollection();
        services.AddLicenseKit(Configuration(new()
        {
            ["LicenseKit:Product"] = Acme.Product,
            ["LicenseKit:RootKeys:0"] = "MC4CAQAwBQYDK2VwBCIEIsecret",
            ["LicenseKit:RootKeys:1"] = _temp.Write("root.key.pem", Acme.Utf8("no key")),
            ["LicenseKit:RootKeys:2"] = "",
            ["LicenseKit:IsClient"] = "yes",
        })).AsClient().AddRootKey(Acme.RootKey);
        using var provider = services.BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<LicenseKitOptions>>().Value);

        Assert.Equal(["LicenseKit:RootKeys:0", "LicenseKit:RootKeys:1", "LicenseKit:RootKeys:2", "LicenseKit:IsClient"], refused.Failures.Select(p => p.Split(' ', 2)[0]));
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_builder_says_after_the_section_counts_more()
    {
        var services = new ServiceCollection();
        services.AddLicenseKit(Configuration(new() { ["LicenseKit:Product"] = Acme.Product, ["LicenseKit:LicenseFile"] = "configured.lic" }))
            .AddRootKey(Acme.RootKey).AsClient("said.lic");
        using var provider = services.BuildServiceProvider();

        Assert.Equal("said.lic", provider.GetRequiredService<IOptions<LicenseKitOptions>>().Value.LicenseFile);
    }

    [Fact]
    public async Task What_the_container_configures_and_validates_holds_for_the_server_too()
    {
        using var host = Host(s =>
        {
            s.AddLicenseKit(Acme.Product, Acme.RootKey).AsChild().UseSqlite();
            s.Configure<LicenseKitOptions>(o => o.DataFolder = _temp.In("data"));
        });
        using var refused = Host(s =>
        {
            s.AddLicenseKit(Acme.Product, Acme.RootKey).AsChild().WithDataFolder(_temp.In("data")).UseSqlite();
            s.AddOptions<LicenseKitOptions>().Validate(o => o.PublicUrl is not null, "PublicUrl is missing.");
        });

        await host.StartAsync(Ct);
        Assert.True(File.Exists(_temp.In("data", "licensekit.db")));
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
            s.AddLicenseKit(Acme.Product, Acme.RootKey).WithDataFolder(_temp.In("data")).UseSqlite();
        });
        await host.StartAsync(Ct);

        Assert.Single(host.Services.GetServices<ILicensing>());
        Assert.Single(host.Services.GetRequiredService<IOptions<LicenseKitOptions>>().Value.RootKeys);
        Assert.Equal("none", host.Services.GetRequiredService<ILicensing>().Standing.Text);
        await host.StopAsync(Ct);
    }

    [Fact]
    public void A_second_root_key_is_pinned_too_and_another_product_is_a_problem()
    {
        using var next = SigningKey.Create();
        var services = new ServiceCollection();
        services.AddLicenseKit(Acme.Product, Acme.RootKey).AsClient("app.lic");
        services.AddLicenseKit(Acme.Product, new RootKey(next.PublicKey));
        var twice = new ServiceCollection();
        twice.AddLicenseKit(Acme.Product, Acme.RootKey).AsClient("app.lic");
        twice.AddLicenseKit("acme.mill", Acme.RootKey);
        using var provider = services.BuildServiceProvider();
        using var refusing = twice.BuildServiceProvider();

        Assert.Equal(2, provider.GetRequiredService<IOptions<LicenseKitOptions>>().Value.RootKeys.Count);
        var refused = Assert.Throws<OptionsValidationException>(() => refusing.GetRequiredService<IOptions<LicenseKitOptions>>().Value);
        Assert.Contains("'acme.robot' and 'acme.mill'", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_is_disposed_gives_everything_free()
    {
        for (var i = 0; i < 2; i++)
        {
            using var host = Host(s => s.AddLicenseKit(Acme.Product, Acme.RootKey).AsParent().AsChild().WithDataFolder(_temp.In("data")).UseSqlite());
            await host.StartAsync(Ct);
            Assert.NotNull(host.Services.GetRequiredService<ILicensing>());
            Assert.NotNull(host.Services.GetRequiredService<IIssuer>());
            Assert.Same(host.Services.GetRequiredService<ILicenseServer>(), host.Services.GetRequiredService<ILicenseServer>());
            await host.StopAsync(Ct);
        }

        await using var licensing = await Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsChild().WithDataFolder(_temp.In("data")).UseSqlite(), null, Ct);
        await licensing.DisposeAsync();
    }

    [Fact]
    public async Task Services_of_a_role_that_the_app_does_not_have_are_misuse()
    {
        using var child = Host(s => s.AddLicenseKit(Acme.Product, Acme.RootKey).AsChild().WithDataFolder(_temp.In("data")).UseSqlite());
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

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Servers_by_unencrypted_http_are_issued_and_taken_only_where_both_sides_say_so()
    {
        var master = Acme.Master(_temp, _temp.In("data"));
        await using (var closed = await Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsParent().AsChild(master).WithDataFolder(_temp.In("data")).UseSqlite(), null, Ct))
        {
            Assert.Equal(FaultCode.DraftValue, (await closed.Issuer!.IssueSessionLicenseAsync(Acme.Team(change: d => d.ServerUrl = "http://10.0.0.5:5080"), "Ann", Ct)).Fault!.Code);
        }

        await using var open = await Licensing.OpenAsync(Acme.Product, Acme.RootKey,
            o => o.AsParent().AsChild(master).WithDataFolder(_temp.In("data")).WithPublicUrl("http://10.0.0.5:5080").AllowUnencryptedHttp().UseSqlite(), null, Ct);
        var team = (await open.Issuer!.IssueSessionLicenseAsync(Acme.Team(change: d => d.ServerUrl = null), "Ann", Ct)).Good();
        var file = _temp.Write("team.lic", open.Issuer.File(team.Id)!);

        await using var refusing = await Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsClient(file).WithDataFolder(_temp.In("app")), null, Ct);
        await using var taking = await Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsClient(file).WithDataFolder(_temp.In("app")).AllowUnencryptedHttp(), null, Ct);
        Assert.Equal(FaultCode.BadUrl, refusing.Standing.Fault!.Code);
        Assert.Equal("Team", taking.License!.Client);
    }

    private static IConfigurationSection Configuration(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("LicenseKit");

    private static IHost Host(Action<IServiceCollection> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        configure(builder.Services);
        return builder.Build();
    }
}
