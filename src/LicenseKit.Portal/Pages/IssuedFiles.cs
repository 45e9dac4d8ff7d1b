using LicenseKit.Chains;
using LicenseKit.Hosting;
using Microsoft.Extensions.Options;

namespace LicenseKit.Portal.Pages;

/// <summary>What the files of issued licenses say.</summary>
internal sealed class IssuedFiles(ILicenseServer server, IIssuer issuer, IOptions<LicenseKitOptions> options)
{
    /// <summary>The verified chain of a license; null when it was not issued here.</summary>
    public Chain? ChainOf(string id) =>
        issuer.File(id) is { } file ? new Verifier(server.Product, [.. options.Value.RootKeys]).Verify(file, server.ClockStatus.Now).Chain : null;
}
