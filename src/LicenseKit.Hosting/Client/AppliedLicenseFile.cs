using LicenseKit.Hosting.Files;

namespace LicenseKit.Hosting.Client;

/// <summary>An applied session license as a file of the data folder, and beside it the id of the one that it was applied in place of.</summary>
internal sealed class AppliedLicenseFile(string dataFolder) : IAppliedLicense
{
    private readonly string _inPlaceOf = Path.Combine(dataFolder, "session.replaces");

    public string Place { get; } = Path.Combine(dataFolder, "session.lic");

    public string InPlaceOf
    {
        get
        {
            try
            {
                return File.ReadAllText(_inPlaceOf).Trim();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return ""; // As without it: the file that the host names counts.
            }
        }
    }

    public Outcome<byte[]>? Read()
    {
        if (!File.Exists(Place))
        {
            return null;
        }

        return LicenseFilePath.Read(Place);
    }

    public void Write(ReadOnlySpan<byte> file, string inPlaceOf)
    {
        if (!Directory.Exists(dataFolder))
        {
            OwnerOnly.MakeFolder(dataFolder);
        }

        Replace(_inPlaceOf, System.Text.Encoding.ASCII.GetBytes(inPlaceOf));
        Replace(Place, file);
    }

    private static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        using (var stream = OwnerOnly.OpenFile(temporary, FileMode.CreateNew))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
