using System.Reflection;
using LicenseKit.Hosting.Storage;
using LicenseKit.Hosting.Wire;
using LicenseKit.Signing;

namespace LicenseKit.Hosting;

/// <summary>What an app says about its licensing. <see cref="LicenseKitBuilder"/> fills it, or configuration, whose keys are the names of these properties.</summary>
public sealed class LicenseKitOptions
{
    private readonly List<string> _problems = [];

    /// <summary>The product id that the app pins, such as <c>acme.robot</c>.</summary>
    public string Product { get; set; } = "";

    /// <summary>The root keys that the app pins. In configuration each is the text of a public key (PEM, or its base64), or the path of such a file.</summary>
    public IList<RootKey> RootKeys { get; } = [];

    /// <summary>True when this app issues licenses and answers children.</summary>
    public bool IsParent { get; set; }

    /// <summary>True when this app holds a server license; it then pings its parent where the license says so.</summary>
    public bool IsChild { get; set; }

    /// <summary>True when this app takes its seats from a server elsewhere.</summary>
    public bool IsClient { get; set; }

    /// <summary>The <c>.lic</c> of this app: a server license, applied at each start (one older than the stored is skipped), or the session license of a client.</summary>
    public string? LicenseFile { get; set; }

    /// <summary>Stops the start where no license can be used; without it such an app starts unlicensed.</summary>
    public bool RequireLicense { get; set; }

    /// <summary>Where the installation key and the database live; the default is a folder of the product in the user's local application data.</summary>
    public string? DataFolder { get; set; }

    /// <summary>Signs as this installation in place of <c>installation.key.pem</c>, which is then neither read nor made; its owner disposes it.</summary>
    public ISigner? Signer { get; set; }

    /// <summary>Opens an encrypted <c>installation.key.pem</c>, and encrypts a new one; null = the environment variable <c>LICENSEKIT_PASSPHRASE</c>, empty = unencrypted.</summary>
    public string? Passphrase { private get; set; }

    /// <summary>This server's own address, prefilled as Server URL in what it issues.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Accepts licenses, and a <see cref="PublicUrl"/>, that name a server by unencrypted <c>http</c> beyond loopback.</summary>
    public bool AllowUnencryptedHttp { get; set; }

    /// <summary>What this app says of itself when it takes a seat, shown to the operators of its server: the machine's name (<c>host</c>) and the app's <c>version</c>, unless changed.</summary>
    /// <remarks>At most 16 names, 1,024 characters altogether. What is configured adds to the two, or replaces them.</remarks>
    public IDictionary<string, string> Labels { get; } = UsualLabels();

    /// <summary>Starts although the database is empty, or older than it was, beside an installation that was set up before; what is lost is forgotten.</summary>
    public bool AcceptEmptyState { get; set; }

    /// <summary>Makes the storage; packages such as LicenseKit.Sqlite set it.</summary>
    internal Func<IServiceProvider, LicenseKitOptions, IServerStore>? Store { get; set; }

    /// <summary>The folder in force.</summary>
    public string DataFolderPath => DataFolder
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "LicenseKit", Product);

    internal string? PassphraseInForce => Passphrase ?? Environment.GetEnvironmentVariable("LICENSEKIT_PASSPHRASE");

    internal bool IsServer => IsParent || IsChild;

    /// <summary>Every problem at once, each with its path; empty when all is well.</summary>
    public IReadOnlyList<string> Check()
    {
        var problems = new List<string>(_problems);
        if (!Licenses.Names.IsProduct(Product))
        {
            problems.Add($"Product '{Product}' is not 1-64 letters, digits, dots, dashes or underscores; give the product id of your licenses.");
        }

        if (RootKeys.Count == 0)
        {
            problems.Add("RootKeys is empty; pin the vendor's root.pub.pem.");
        }

        if (!IsServer && !IsClient)
        {
            problems.Add("No role is chosen; call AsParent(), AsChild(file) or AsClient(file).");
        }

        if (IsServer && IsClient)
        {
            problems.Add("IsClient is given together with IsParent or IsChild; a server takes its seats from itself.");
        }

        if (LicenseFile is "")
        {
            problems.Add("LicenseFile is empty; give the path of a .lic file, or null where the license comes later.");
        }

        if (IsServer && Store is null)
        {
            problems.Add("Storage is not chosen; add the package LicenseKit.Sqlite and call UseSqlite().");
        }

        if (PublicUrl is { } url && !Licenses.UrlForm.IsUsable(url, AllowUnencryptedHttp))
        {
            problems.Add($"PublicUrl '{url}' is not {Licenses.UrlForm.Expected}.");
        }

        if (SessionLabels.Objection(Labels.AsReadOnly(), out _) is { } objection)
        {
            problems.Add($"Labels {objection}; give {SessionLabels.Form}.");
        }

        return problems;
    }

    private static Dictionary<string, string> UsualLabels()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["host"] = Environment.MachineName };
        if (Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>() is { InformationalVersion: var version })
        {
            labels["version"] = version;
        }

        return labels;
    }

    /// <summary>The product of a registration; an app is licensed as one product.</summary>
    internal void SetProduct(string product)
    {
        if (Product.Length > 0 && Product != product)
        {
            Report($"Product is '{Product}' and '{product}'; an app is licensed as one product.");
        }

        Product = product;
    }

    /// <summary>Pins the keys that are not pinned yet.</summary>
    internal void Pin(IEnumerable<RootKey> keys)
    {
        foreach (var key in keys.Where(k => !RootKeys.Any(r => r.Key.Equals(k.Key))))
        {
            RootKeys.Add(key);
        }
    }

    /// <summary>What is wrong with a value that could not be taken.</summary>
    internal void Report(string problem) => _problems.Add(problem);
}
