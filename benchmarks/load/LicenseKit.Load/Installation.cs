using System.Buffers.Text;
using System.Security.Cryptography;
using LicenseKit.Hosting.Files;
using LicenseKit.Issuing;
using LicenseKit.Signing;

namespace LicenseKit.Load;

/// <summary>The files of a benchmark's data folder: root key, Master license with unlimited seats, admin key.</summary>
internal sealed record Installation(string Data, RootKey Root, string License, string AdminKey)
{
    public const string Product = "acme.load";

    public static async Task<Installation> PrepareAsync(string data, ISigner? signer)
    {
        using var folder = DataFolder.Open(data, Product, signer);
        string In(string name) => Path.Combine(folder.FullPath, name);
        using var root = KeyFile.LoadOrMake(In("root.key.pem"));
        if (!File.Exists(In("master.lic")))
        {
            var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
            var made = await MasterLicense.MakeAsync(root, folder.Key.PublicKey, Product, "Load", seats: null, id, DateTimeOffset.UtcNow);
            await File.WriteAllBytesAsync(In("master.lic"), made.Value!);
            await File.WriteAllTextAsync(In("admin.key"), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        }

        return new Installation(folder.FullPath, new RootKey(root.PublicKey), In("master.lic"), await File.ReadAllTextAsync(In("admin.key")));
    }
}
