namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>A server without an account, and an admin before its pages.</summary>
public abstract class AdminPages : IAsyncLifetime
{
    private protected AccountHost Host { get; private set; } = null!;

    private protected Browser Admin { get; private set; } = null!;

    protected IIssuer Issuer => Host.Issuer;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Host = await AccountHost.StartEmptyAsync();
        Admin = Host.NewAdmin();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A viewer who has signed in.</summary>
    private protected async Task<Browser> ViewerAsync()
    {
        Assert.Null((await Host.Accounts.AddAsync("Vera", AccountHost.Password, isAdmin: false, "Ann", Ct)).Fault);
        return await Host.SignedInAsync("Vera");
    }

    /// <summary>The clients of the server licenses, by name.</summary>
    protected async Task<string[]> ClientsAsync() =>
        [.. (await Issuer.PageAsync(new LicenseQuery { Type = "server" }, cancellationToken: Ct)).Good().Items.Select(l => l.Client)];
}
