using System.Security.Cryptography;
using System.Buffers.Text;
using LicenseKit.Hosting;
using LicenseKit.Hosting.Files;
using LicenseKit.Issuing;
using LicenseKit.Signing;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>The files of the data folder: made at the first run, used by later ones, never overwritten.</summary>
internal sealed class FirstRun
{
    private const string AppClient = "default";

    private readonly string _folder;

    private FirstRun(string folder, IReadOnlyList<string> restricted, IReadOnlyList<RootKey> rootKeys, string adminKey, string? license, bool hasSignedMaster)
    {
        _folder = folder;
        Restricted = restricted;
        RootKeys = rootKeys;
        AdminKey = adminKey;
        License = license;
        HasSignedMaster = hasSignedMaster;
    }

    public IReadOnlyList<RootKey> RootKeys { get; }

    /// <summary>The API key of operators.</summary>
    public string AdminKey { get; }

    /// <summary>The license to apply at start.</summary>
    public string? License { get; }

    /// <summary>True in the run that has signed the Master license, dated by this machine's clock.</summary>
    public bool HasSignedMaster { get; }

    public string AppFile => Path.Combine(_folder, "app.lic");

    public string RootKeyFile => Path.Combine(_folder, "root.key.pem");

    /// <summary>Private keys of the folder that lie there without a passphrase.</summary>
    public IReadOnlyList<string> PlainKeys =>
        [.. new[] { RootKeyFile, Path.Combine(_folder, "installation.key.pem") }.Where(f => File.Exists(f) && StoredKey.Read(File.ReadAllText(f)).Value is { IsEncrypted: false })];

    /// <summary>The folder and the secrets of it that other users had access to until this start.</summary>
    public IReadOnlyList<string> Restricted { get; }

    /// <summary>Where the token for the first account is, until there is one.</summary>
    public string SetupTokenFile => Path.Combine(_folder, "setup-token.txt");

    public string AdminKeyFile => Path.Combine(_folder, "admin.key");

    /// <summary>Makes what the first run of this role makes, before the server starts.</summary>
    public static async Task<FirstRun> PrepareAsync(Settings settings, ISigner? signer, string? passphrase, TimeProvider time)
    {
        // The folder's lock is taken and given back: the server takes it again for as long as it runs.
        using var folder = DataFolder.Open(settings.Data, settings.Product, signer, passphrase);
        string In(string name) => Path.Combine(folder.FullPath, name);
        try
        {
            string[] restricted = [.. folder.Restricted, .. new[] { In("admin.key"), In("root.key.pem"), In("master.lic"), In("app.lic") }.Where(f => File.Exists(f) && KeyFile.Restrict(f))];
            if (!File.Exists(In("admin.key")))
            {
                KeyFile.Write(In("admin.key"), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) + "\n");
            }

            var adminKey = LicenseServer.AdminKey.Read(In("admin.key"));
            var isNew = settings.IsMaster && !File.Exists(In("root.pub.pem")) && !File.Exists(In("master.lic"));
            var license = settings.IsMaster ? await PrepareMasterAsync(settings, folder, passphrase, In, time) : settings.License;
            var roots = settings.RootKeys.Select(Pin).Concat(settings.IsMaster ? [RootKey.Parse(File.ReadAllText(In("root.pub.pem")))] : []);
            return new FirstRun(folder.FullPath, restricted, [.. roots], adminKey, license, isNew);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LicenseFaultException(new(FaultCode.DataFolder, $"The data folder '{folder.FullPath}' cannot be used: {e.Message}", "Give a folder that this user can read and write."), e);
        }
    }

    /// <summary>The first session license, which with the pinned root key is all that an app needs.</summary>
    public async Task FinishAsync(ILicenseServer server, IIssuer issuer)
    {
        if (File.Exists(AppFile) || server.Status().Value is not { } own || server.Standing.Standing != Chains.Standing.Good)
        {
            return;
        }

        var draft = new SessionLicenseDraft { Client = AppClient, Duration = ServerLicenseDraft.AsLongAsIssuer, Generic = own.Seats.Generic };
        foreach (var kind in own.Seats.Kinds)
        {
            draft.Seats[kind] = own.Seats[kind];
        }

        if ((await issuer.IssueSessionLicenseAsync(draft, by: "first run")).Value is { } license)
        {
            KeyFile.Write(AppFile, System.Text.Encoding.UTF8.GetString(issuer.File(license.Id)!));
        }
    }

    private static async Task<string?> PrepareMasterAsync(Settings settings, DataFolder folder, string? passphrase, Func<string, string> path, TimeProvider time)
    {
        if (File.Exists(path("root.pub.pem")))
        {
            return File.Exists(path("master.lic")) ? path("master.lic") : null;
        }

        // The public half comes last: a first run that was cut short is taken up by the next.
        using var root = KeyFile.LoadOrMake(path("root.key.pem"), passphrase);
        if (!File.Exists(path("master.lic")))
        {
            var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
            if (!(await MasterLicense.MakeAsync(root, folder.Key.PublicKey, settings.Product, "Master", null, id, time.GetUtcNow())).Is(out var file, out var fault))
            {
                throw new LicenseFaultException(fault);
            }

            KeyFile.Write(path("master.lic"), System.Text.Encoding.UTF8.GetString(file));
        }

        KeyFile.Write(path("root.pub.pem"), root.PublicKey.ToPem());
        return path("master.lic");
    }

    private static RootKey Pin(RootKeyEntry entry) => entry.Pin(File.ReadAllText(entry.File)).Is(out var key, out var fault) ? key : throw new LicenseFaultException(fault);
}
