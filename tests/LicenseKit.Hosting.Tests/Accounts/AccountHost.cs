using LicenseKit.Portal.Accounts;
using LicenseKit.Portal.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>A server with accounts, as the sample has them.</summary>
internal sealed class AccountHost : IAsyncDisposable
{
    public const string Password = "correct horse battery";
    public const string AdminKey = "0123456789abcdef0123456789abcdef";

    private readonly TempFolder _temp = new();
    private WebApplication _app = null!;

    private AccountHost()
    {
    }

    public FakeTimeProvider Clock { get; } = new(Acme.Start);

    public string TokenFile => _temp.In("setup-token.txt");

    /// <summary>The setup token of this run; null when there is an account.</summary>
    public string? Token { get; private set; }

    public ILicenseServer Server => _app.Services.GetRequiredService<ILicenseServer>();

    public IIssuer Issuer => _app.Services.GetRequiredService<IIssuer>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A server without an account.</summary>
    public static async Task<AccountHost> StartEmptyAsync()
    {
        var host = new AccountHost();
        await host.StartAsync();
        return host;
    }

    /// <summary>A server whose first account is the admin Acme.</summary>
    public static async Task<AccountHost> StartAsync(params (string Name, bool IsAdmin)[] others)
    {
        var host = await StartEmptyAsync();
        Assert.Null((await host.Setup.CompleteAsync(host.Token!, "Acme", Password, Ct)).Fault);
        foreach (var (name, isAdmin) in others)
        {
            Assert.Null((await host.Accounts.AddAsync(name, Password, isAdmin, "Acme", Ct)).Fault);
        }

        return host;
    }

    public AccountStore Accounts => _app.Services.GetRequiredService<AccountStore>();

    public UseHistory History => _app.Services.GetRequiredService<UseHistory>();

    public AccountSetup Setup => _app.Services.GetRequiredService<AccountSetup>();

    public Browser NewBrowser() => new(_app.GetTestServer().CreateHandler());

    public HttpClient NewClient() => new(_app.GetTestServer().CreateHandler()) { BaseAddress = new Uri("https://licenses.example") };

    /// <summary>A browser that is let in by the key of the host: it costs no password hash.</summary>
    public Browser NewAdmin() => new(_app.GetTestServer().CreateHandler(), key: AdminKey);

    /// <summary>A browser in which somebody has signed in.</summary>
    public async Task<Browser> SignedInAsync(string name = "Acme")
    {
        var browser = NewBrowser();
        await browser.SignInAsync(name);
        Assert.Equal("/", browser.Location);
        return browser;
    }

    public async Task<string> IdOfAsync(string name) => (await Accounts.FindByNameAsync(name, Ct))!.Id;

    public async Task RestartAsync()
    {
        await _app.DisposeAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _temp.Dispose();
    }

    private async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddLicenseKit(Acme.Product, Acme.RootKey).AsParent().AsChild(Acme.Master(_temp, _temp.In("data")))
            .WithDataFolder(_temp.In("data")).WithPublicUrl("https://licenses.example").UseSqlite();
        builder.Services.AddSingleton(Xml.XmlLicenses.Format);
        builder.Services.AddLicenseKitProblems();
        builder.Services.AddLicenseKitPortal();
        builder.Services.AddLicenseKitAccounts(o => o.AddAdminKey("script", AdminKey));
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapLicenseKitAdmin(LicenseKitAccountsExtensions.AdminPolicy);
        _app.MapLicenseKitPortal("/", LicenseKitAccountsExtensions.AdminPolicy, LicenseKitAccountsExtensions.ViewerPolicy);
        _app.MapLicenseKitAccounts();
        await _app.StartAsync(Ct);
        Token = await Setup.BeginAsync(TokenFile, Ct);
    }
}
