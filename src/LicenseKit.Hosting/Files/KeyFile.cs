using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Files;

/// <summary>Private keys, plain or encrypted under a passphrase, readable by their owner only, never overwritten.</summary>
public static class KeyFile
{
    /// <summary>Reads the key, or makes it when the file is not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">Opens an encrypted file, and encrypts a new one; null or empty: a new one is plain.</param>
    /// <exception cref="LicenseFaultException">The file is no key, the passphrase does not open it, or this program cannot normalize the passphrase (LK8004).</exception>
    public static SigningKey LoadOrMake(string path, string? passphrase = null)
    {
        if (File.Exists(path))
        {
            return Load(path, passphrase);
        }

        var key = SigningKey.Create();
        if (!StoredKey.Write(key, passphrase).Is(out var stored, out var fault))
        {
            key.Dispose();
            throw new LicenseFaultException(new(fault.Code, $"Key file '{path}': {fault.Message}", fault.Remedy));
        }

        Write(path, stored);
        return key;
    }

    /// <summary>Reads a key.</summary>
    /// <exception cref="LicenseFaultException">The file is no key, or the passphrase does not open it.</exception>
    public static SigningKey Load(string path, string? passphrase = null) =>
        StoredKey.Read(File.ReadAllText(path)).Is(out var stored, out var fault) && stored.Open(passphrase).Is(out var key, out fault) ? key
        : throw new LicenseFaultException(new(fault.Code, $"Key file '{path}': {fault.Message}", fault.Remedy));

    /// <summary>Takes the access of other users to a secret file away (mode 0600); true when they had some. On Windows nothing is judged or changed.</summary>
    /// <exception cref="LicenseFaultException">Others have access, and this user cannot take it away.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read the file.</exception>
    public static bool Restrict(string path) => OwnerOnly.RestrictFile(path);

    /// <summary>Writes a secret that only this user may read, whole or not at all; a file that is there is not touched.</summary>
    /// <exception cref="IOException">The file exists already, or cannot be written.</exception>
    public static void Write(string path, string secret)
    {
        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (var stream = OwnerOnly.OpenFile(unfinished, FileMode.CreateNew))
        {
            stream.Write(Encoding.ASCII.GetBytes(secret));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: false);
    }
}
