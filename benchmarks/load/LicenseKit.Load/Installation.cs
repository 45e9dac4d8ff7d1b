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

    public static Installation Prepare(string data, ISigner? signer)
    {
        using var folder = DataFolder.Open(data, Product, signer);
        string In(string name) => Path.Combine(folder.FullPath, name);
        using var root = KeyFile.LoadOrMake(In("root.key.pem"));
        if (!File.Exists(In("master.lic")))
        {
            var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
            File.WriteAllBytes(In("master.lic"), MakeMaster(root, folder.Key.PublicKey, id));
            File.WriteAllText(In("admin.key"), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        }

        return new Installation(folder.FullPath, new RootKey(root.PublicKey), In("master.lic"), File.ReadAllText(In("admin.key")));
    }

    private static byte[] MakeMaster(SigningKey root, PublicKey holder, string id) =>
        MasterLicense.Make(root, holder, Product, "Load", seats: null, id, DateTimeOffset.UtcNow).Value!;
}
