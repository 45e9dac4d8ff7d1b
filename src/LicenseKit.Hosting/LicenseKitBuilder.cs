using System.ComponentModel;
using LicenseKit.Hosting.Storage;
using LicenseKit.Signing;

namespace LicenseKit.Hosting;

/// <summary>Says what an app is: parent, child or client. The same sentence works with and without a container.</summary>
public sealed class LicenseKitBuilder
{
    internal LicenseKitBuilder(LicenseKitOptions options) => Options = options;

    /// <summary>What was said so far.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LicenseKitOptions Options { get; }

    /// <summary>The app issues licenses and answers child servers and apps.</summary>
    public LicenseKitBuilder AsParent()
    {
        Options.IsParent = true;
        return this;
    }

    /// <summary>The app holds a server license and works with the server inside; the file is applied at start.</summary>
    public LicenseKitBuilder AsChild(string? licenseFile = null)
    {
        Options.IsChild = true;
        Options.LicenseFile = licenseFile ?? Options.LicenseFile;
        return this;
    }

    /// <summary>The app takes seats from a server elsewhere, by its session license.</summary>
    public LicenseKitBuilder AsClient(string sessionLicenseFile)
    {
        Options.ClientFile = sessionLicenseFile;
        return this;
    }

    /// <summary>Where the installation key (and, by default, the database) lives.</summary>
    public LicenseKitBuilder In(string dataFolder)
    {
        Options.DataFolder = dataFolder;
        return this;
    }

    /// <summary>This server's own address as others reach it.</summary>
    public LicenseKitBuilder At(string publicUrl)
    {
        Options.PublicUrl = publicUrl;
        return this;
    }

    /// <summary>Pins further root keys, each for its period: two while one replaces the other.</summary>
    public LicenseKitBuilder Trusting(params IReadOnlyList<RootKey> rootKeys)
    {
        Options.Pin(rootKeys);
        return this;
    }

    /// <summary>Keeps the installation key encrypted under a passphrase; null leaves that to the environment variable <c>LICENSEKIT_PASSPHRASE</c>.</summary>
    public LicenseKitBuilder WithPassphrase(string? passphrase)
    {
        Options.Passphrase = passphrase;
        return this;
    }

    /// <summary>Signs with a key that lives elsewhere, in place of <c>installation.key.pem</c>; the License Code and all that is bound are this signer's. Null: the key in the data folder.</summary>
    public LicenseKitBuilder UseSigner(ISigner? signer)
    {
        Options.Signer = signer;
        return this;
    }

    /// <summary>Starts although the database is empty, or older than it was, beside an installation that was set up before: what is lost (issued licenses, sessions, the audit trail) is forgotten.</summary>
    public LicenseKitBuilder AcceptEmptyState(bool accept = true)
    {
        Options.AcceptEmptyState = accept;
        return this;
    }

    /// <summary>Chooses the storage; packages of LicenseKit call this.</summary>
    internal LicenseKitBuilder UseStore(Func<IServiceProvider, LicenseKitOptions, IServerStore> store)
    {
        Options.Store = store;
        return this;
    }
}
