using LicenseKit.Hosting.Files;

namespace LicenseKit.Hosting.Client;

/// <summary>An applied session license as a file of the data folder.</summary>
internal sealed class AppliedLicenseFile(string dataFolder) : IAppliedLicense
{
    public string Place { get; } = Path.Combine(dataFolder, "session.lic");

    public Outcome<byte[]>? Read()
    {
        if (!File.Exists(Place))
        {
            return null;
        }

        return LicenseFilePath.Read(Place);
    }

    public void Write(ReadOnlySpan<byte> file)
    {
        if (!Directory.Exists(dataFolder))
        {
            OwnerOnly.MakeFolder(dataFolder);
        }

        var temporary = $"{Place}.{Guid.NewGuid():N}.tmp";
        using (var stream = OwnerOnly.OpenFile(temporary, FileMode.CreateNew))
        {
            stream.Write(file);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, Place, overwrite: true);
    }
}
