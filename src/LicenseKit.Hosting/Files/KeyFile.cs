using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Files;

/// <summary>Private keys as PKCS#8 PEM, readable by their owner only, never overwritten.</summary>
public static class KeyFile
{
    /// <summary>Reads the key, or makes it when the file is not there.</summary>
    /// <exception cref="LicenseFaultException">The file is no key.</exception>
    public static SigningKey LoadOrMake(string path)
    {
        if (File.Exists(path))
        {
            return Load(path);
        }

        var key = SigningKey.Create();
        Write(path, key.ExportPem());
        return key;
    }

    /// <summary>Reads a key.</summary>
    /// <exception cref="LicenseFaultException">The file is no key.</exception>
    public static SigningKey Load(string path) => SigningKey.TryFromPem(File.ReadAllText(path), out var key) ? key
        : throw new LicenseFaultException(new(FaultCode.BadKey, $"'{path}' is not an Ed25519 private key (PKCS#8 PEM).", "Restore the file, or remove it to make a new installation key; licenses bound to the old one then need a reset."));

    /// <summary>Writes a secret that only this user may read, whole or not at all; a file that is there is not touched.</summary>
    /// <exception cref="IOException">The file exists already, or cannot be written.</exception>
    public static void Write(string path, string secret)
    {
        var unfinished = path + ".new";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(secret));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: false);
    }
}
