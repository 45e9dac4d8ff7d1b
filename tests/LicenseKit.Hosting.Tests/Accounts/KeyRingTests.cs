using LicenseKit.Portal.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>The keys of cookies and forms are in the server's database.</summary>
public sealed class KeyRingTests : IDisposable
{
    private readonly TempFolder _temp = new();

    [Fact]
    public async Task What_one_run_protects_the_next_one_opens_although_nothing_was_started_first()
    {
        string text;
        await using (var first = Services())
        {
            text = Protector(first).Protect("Ann");
        }

        await using var second = Services();

        Assert.Equal("Ann", Protector(second).Unprotect(text));
    }

    [Fact]
    public async Task A_damaged_key_is_named_and_not_shown()
    {
        await using var services = Services();
        var documents = services.GetRequiredService<IServerDocuments>();
        await documents.WriteAsync("data-protection", "broken", "<key>secret", cancellationToken: TestContext.Current.CancellationToken);

        var refused = Assert.Throws<LicenseFaultException>(() => new LicenseKitKeyRing(documents).GetAllElements());

        Assert.Equal(FaultCode.Storage, refused.Fault.Code);
        Assert.Contains("'broken'", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _temp.Dispose();

    private static IDataProtector Protector(IServiceProvider services) => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Acme.Start));
        services.AddLicenseKit(Acme.Product, Acme.RootKey).AsParent().AsChild().WithDataFolder(_temp.In("data")).UseSqlite();
        services.AddDataProtection().SetApplicationName("test").PersistKeysToLicenseKit();
        return services.BuildServiceProvider();
    }
}
