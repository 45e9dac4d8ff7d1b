using LicenseKit.Hosting.Storage;
using LicenseKit.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.Hosting;

/// <summary>Says what an app is: parent, child or client. The same sentence works in a host's container and in <see cref="Licensing.OpenAsync"/>.</summary>
/// <remarks>Each method configures <see cref="LicenseKitOptions"/>; what is configured last counts, whether by this builder, by configuration or by <c>Configure</c>.</remarks>
public sealed class LicenseKitBuilder
{
    internal LicenseKitBuilder(IServiceCollection services) => Services = services;

    /// <summary>The container that LicenseKit is registered in.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The app issues licenses and answers child servers and apps.</summary>
    public LicenseKitBuilder AsParent() => Configure(o => o.IsParent = true);

    /// <summary>The app holds a server license and works with the server inside.</summary>
    /// <param name="licenseFile">The server license to apply at each start. One that is missing, damaged or foreign is logged, and shown by <see cref="ILicensing.Standing"/>
    /// while nothing is held; null: it comes by <see cref="ILicensing.ApplyAsync"/>.</param>
    public LicenseKitBuilder AsChild(string? licenseFile = null) => Configure(o => (o.IsChild, o.LicenseFile) = (true, licenseFile ?? o.LicenseFile));

    /// <summary>The app takes seats from a server elsewhere, by its session license.</summary>
    /// <param name="licenseFile">The session license. One that is missing, damaged or foreign is logged and shown by <see cref="ILicensing.Standing"/>;
    /// null: it comes by <see cref="ILicensing.ApplyAsync"/>.</param>
    public LicenseKitBuilder AsClient(string? licenseFile = null) => Configure(o => (o.IsClient, o.LicenseFile) = (true, licenseFile ?? o.LicenseFile));

    /// <summary>Stops the start where no license can be used: the file is missing, damaged or foreign, or none is given and none is held.</summary>
    /// <remarks>A license that is read counts, whatever its standing: one that is expired or not activated yet does not stop the start.</remarks>
    public LicenseKitBuilder RequireLicense() => Configure(o => o.RequireLicense = true);

    /// <summary>Where the installation key, an applied session license and, by default, the database live.</summary>
    public LicenseKitBuilder WithDataFolder(string path) => Configure(o => o.DataFolder = path);

    /// <summary>This server's own address as others reach it.</summary>
    public LicenseKitBuilder WithPublicUrl(string url) => Configure(o => o.PublicUrl = url);

    /// <summary>Accepts licenses, and a public URL, that name a server by unencrypted <c>http</c> beyond loopback. Session licenses and secrets then cross the network readable.</summary>
    public LicenseKitBuilder AllowUnencryptedHttp() => Configure(o => o.AllowUnencryptedHttp = true);

    /// <summary>Pins one more root key, for its period: two while one replaces the other.</summary>
    public LicenseKitBuilder AddRootKey(RootKey rootKey)
    {
        ArgumentNullException.ThrowIfNull(rootKey);
        return Configure(o => o.Pin([rootKey]));
    }

    /// <summary>Says more of this app to the operators of its server, such as <c>("site", "Berlin")</c>, beside the machine's name and the app's version.</summary>
    public LicenseKitBuilder WithLabel(string name, string text) => Configure(o => o.Labels[name] = text);

    /// <summary>Says the name of the user too, as the label <c>user</c>: personal data in most countries.</summary>
    public LicenseKitBuilder WithUserName() => WithLabel("user", Environment.UserName);

    /// <summary>Says nothing of this app to the operators of its server, but for labels that are given after this.</summary>
    public LicenseKitBuilder WithoutLabels() => Configure(o => o.Labels.Clear());

    /// <summary>Keeps the installation key encrypted under a passphrase; null leaves that to the environment variable <c>LICENSEKIT_PASSPHRASE</c>.</summary>
    public LicenseKitBuilder WithPassphrase(string? passphrase) => Configure(o => o.Passphrase = passphrase);

    /// <summary>Signs with a key that lives elsewhere, in place of <c>installation.key.pem</c>; the License Code and all that is bound are this signer's. Null: the key in the data folder.</summary>
    public LicenseKitBuilder UseSigner(ISigner? signer) => Configure(o => o.Signer = signer);

    /// <summary>Starts although the database is empty, or older than it was, beside an installation that was set up before: what is lost (issued licenses, sessions, the audit trail) is forgotten.</summary>
    public LicenseKitBuilder AcceptEmptyState(bool accept = true) => Configure(o => o.AcceptEmptyState = accept);

    /// <summary>Chooses the storage; packages of LicenseKit call this.</summary>
    internal LicenseKitBuilder UseStore(Func<IServiceProvider, LicenseKitOptions, IServerStore> store) => Configure(o => o.Store = store);

    internal LicenseKitBuilder Configure(Action<LicenseKitOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }
}
