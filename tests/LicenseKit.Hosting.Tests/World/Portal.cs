using LicenseKit.Hosting.Wire;
using LicenseKit.Signing;
using LicenseKit.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Tests;

/// <summary>One web host with everything mapped: on a TestServer, or on a free port of this machine.</summary>
internal sealed class Portal : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile bool _silent;

    private Portal(WebApplication app, string url)
    {
        _app = app;
        Url = url;
    }

    public string Url { get; private set; }

    public HttpClient Http { get; private set; } = null!;

    public ILicenseServer Server => _app.Services.GetRequiredService<ILicenseServer>();

    public IIssuer Issuer => _app.Services.GetRequiredService<IIssuer>();

    public ILicensing Licensing => _app.Services.GetRequiredService<ILicensing>();

    public IServiceProvider Services => _app.Services;

    public string Standing => Server.Standing.Text;

    public static async Task<Portal> StartAsync(TimeProvider clock, string dataFolder, string? license = null, string url = "https://licenses.example", Network? network = null, ISigner? signer = null, LogBook? log = null, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        if (network is null)
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        }
        else
        {
            builder.WebHost.UseTestServer();
        }

        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(XmlLicenses.Format);
        builder.Services.AddLicenseKit(Acme.Product, Acme.RootKey).AsParent().AsChild(license).WithDataFolder(dataFolder).WithPublicUrl(url).UseSqlite().UseSigner(signer);
        if (network is not null)
        {
            builder.Services.AddHttpClient(HttpDefaults.ClientName).ConfigurePrimaryHttpMessageHandler(network.Wire);
        }

        AdminAuthentication.Add(builder.Services);
        builder.Services.AddLicenseKitProblems();
        builder.Services.AddHealthChecks().AddLicenseKit();
        var app = builder.Build();
        var portal = new Portal(app, url);
        app.Use((http, next) => portal.Answers(http) ? next(http) : Task.CompletedTask);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapLicenseKit();
        app.MapLicenseKitAdmin(AdminAuthentication.Policy);
        app.MapLicenseKitHealth();
        map?.Invoke(app);
        app.MapGet("/app/see", () => "sees").RequireLicensedFeature("vision");
        app.MapGet("/app/export", () => "exports").RequireLicensedFeature("export.pdf");
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        portal.Open(network);
        return portal;
    }

    /// <summary>The server's machine is unplugged: connections break.</summary>
    public void GoSilent() => _silent = true;

    public void ComeBack() => _silent = false;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private void Open(Network? network)
    {
        if (network is null)
        {
            Url = _app.Urls.First();
            Http = new HttpClient { BaseAddress = new Uri(Url) };
            return;
        }

        Http = _app.GetTestClient();
        network.Join(Url, _app.GetTestServer().CreateHandler());
    }

    private bool Answers(HttpContext http)
    {
        if (_silent)
        {
            http.Abort();
        }

        return !_silent;
    }
}
