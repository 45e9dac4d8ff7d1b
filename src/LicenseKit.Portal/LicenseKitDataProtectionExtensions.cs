using LicenseKit.Portal.Accounts;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Where the keys of cookies and antiforgery tokens are kept.</summary>
public static class LicenseKitDataProtectionExtensions
{
    /// <summary>Keeps the keys in the server's database, so that a restart signs nobody out and its backup holds them.</summary>
    /// <remarks>They are stored as they are unless a method such as <c>ProtectKeysWithCertificate</c> encrypts them; the database is readable by its owner only.</remarks>
    public static IDataProtectionBuilder PersistKeysToLicenseKit(this IDataProtectionBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new LicenseKitKeyRing(provider.GetRequiredService<IServerDocuments>())));
        return builder;
    }
}
