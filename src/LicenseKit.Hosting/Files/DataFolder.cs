using System.Globalization;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Files;

/// <summary>The folder of one installation, held by an exclusive lock: its key, its License Code, by default its database.</summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>The database of a storage that keeps it in the data folder.</summary>
    internal const string DatabaseName = "licensekit.db";

    private const string LockName = "licensekit.lock";

    /// <summary>What is stored beside the key; the database is SQLite's, if it is here at all.</summary>
    private static readonly string[] Stored =
        [.. new[] { "", "-wal", "-shm", "-journal" }.Select(suffix => DatabaseName + suffix), StateMark.Name];

    private readonly FileStream _lock;
    private readonly IDisposable? _own;

    private DataFolder(string path, IReadOnlyList<string> restricted, FileStream held, ISigner key, bool isOwn)
    {
        FullPath = path;
        Restricted = restricted;
        _lock = held;
        Key = key;
        _own = isOwn ? key as IDisposable : null;
    }

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>Signs as this installation: the key of the folder, or a signer that lives elsewhere.</summary>
    public ISigner Key { get; }

    /// <summary>What other users had access to until now: the folder, its key, the database beside it. Whoever could read one before may have a copy.</summary>
    public IReadOnlyList<string> Restricted { get; }

    /// <summary>Opens the folder for this user only, makes it if its parent exists, and makes the installation key at the first start.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="product">The product id, for the License Code.</param>
    /// <param name="signer">Signs in place of a key of the folder, of which none is then read or made.</param>
    /// <param name="passphrase">Opens an encrypted installation key, and encrypts a new one; null or empty: a new one is plain.</param>
    /// <exception cref="LicenseFaultException">The folder cannot be used, other users have access to it that this user cannot take away, another process uses it, or the passphrase does not open its key.</exception>
    public static DataFolder Open(string path, string product, ISigner? signer = null, string? passphrase = null)
    {
        var full = Path.GetFullPath(path);
        string[] restricted = Make(full) ? [full] : [];
        var held = Hold(full);
        try
        {
            var keyFile = Path.Combine(full, "installation.key.pem");
            restricted = [.. restricted, .. Stored.Select(name => Path.Combine(full, name)).Prepend(keyFile).Where(file => File.Exists(file) && KeyFile.Restrict(file))];
            var key = signer ?? KeyFile.LoadOrMake(keyFile, passphrase);
            var code = Path.Combine(full, "license-code.txt");
            var text = LicenseCode.Of(key.PublicKey, product) + "\n";
            if (!File.Exists(code) || File.ReadAllText(code) != text)
            {
                OwnerOnly.WriteText(code, text);
            }

            return new DataFolder(full, restricted, held, key, isOwn: signer is null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw Unusable(full, e);
        }
        catch (LicenseFaultException)
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Holds the folder of a server that does not run; nothing is made or changed in it.</summary>
    /// <exception cref="LicenseFaultException">The folder is none of a server, another process uses it, or its key cannot be opened.</exception>
    internal static DataFolder OpenStopped(string path, ISigner? signer, string? passphrase)
    {
        var full = Path.GetFullPath(path);
        if (!Directory.Exists(full))
        {
            throw new LicenseFaultException(new(FaultCode.DataFolder, $"The data folder '{full}' does not exist.", "Give the data folder of a server."));
        }

        var held = Hold(full);
        try
        {
            var keyFile = Path.Combine(full, "installation.key.pem");
            var key = signer ?? (File.Exists(keyFile) ? KeyFile.Load(keyFile, passphrase) : throw new LicenseFaultException(new(FaultCode.CannotSign,
                $"The data folder '{full}' has no installation key.", "Give the data folder of a server; where its key is elsewhere, give its signer.")));
            return new DataFolder(full, [], held, key, isOwn: signer is null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw Unusable(full, e);
        }
        catch (LicenseFaultException)
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Gives the folder free for another process.</summary>
    public void Dispose()
    {
        _own?.Dispose();
        _lock.Dispose();
    }

    /// <summary>Makes the folder, or takes one that is there from other users; true when they had access to it.</summary>
    private static bool Make(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                return OwnerOnly.RestrictFolder(path);
            }

            if (Path.GetDirectoryName(path) is { } parent && !Directory.Exists(parent))
            {
                // The default folder lies two levels below one that the system may not have made yet.
                var grand = Path.GetDirectoryName(parent);
                if (grand is null || !Directory.Exists(grand) || !parent.EndsWith("LicenseKit", StringComparison.Ordinal))
                {
                    throw new LicenseFaultException(new(FaultCode.DataFolder, $"The data folder '{path}' cannot be made: '{parent}' does not exist.", "Make that folder, or give another data folder."));
                }
            }

            OwnerOnly.MakeFolder(path);
            return OwnerOnly.RestrictFolder(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e);
        }
    }

    private static FileStream Hold(string path)
    {
        var file = Path.Combine(path, LockName);
        FileStream? held = null;
        try
        {
            held = OwnerOnly.OpenFile(file, FileMode.OpenOrCreate, FileShare.None);
            OwnerOnly.WriteText(file + ".pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return held;
        }
        catch (IOException e) when (held is null && IsHeld(e))
        {
            throw new LicenseFaultException(new(FaultCode.DataFolderInUse, $"The data folder '{path}' is in use by process {Holder(file + ".pid")}.", "Stop that process, or give this one a folder and a license of its own. Several processes of one installation share its seats as clients of one server: AsClient(file)."), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw Unusable(path, e);
        }
    }

    /// <summary>EWOULDBLOCK of flock on Linux and macOS; a sharing or lock violation on Windows. A read-only or full disk is neither.</summary>
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    private static string Holder(string file)
    {
        try
        {
            return Names.Shown(File.ReadAllText(file).Trim());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "?";
        }
    }

    private static LicenseFaultException Unusable(string path, Exception e) =>
        new(new(FaultCode.DataFolder, $"The data folder '{path}' cannot be used: {e.Message}", "Give a folder that this user can make, read and write."), e);
}
