using System.Globalization;

namespace LicenseKit.Hosting.Files;

/// <summary>
/// The mark in the data folder of what this installation has stored: an empty database beside it was lost, and is not a first start; one with
/// fewer batches than it says is an older copy, or has lost the end of its log.
/// </summary>
internal static class StateMarker
{
    public const string Name = "licensekit.state";

    private const string Text = "This installation has stored licenses and sessions in its database. Without that database, or with an older one, it does not start.\nbatches ";

    /// <summary>The batches that were stored at least; null when this installation was not set up yet.</summary>
    public static long? Read(DataFolder folder)
    {
        var path = Path.Combine(folder.FullPath, Name);
        return !File.Exists(path) ? null
            : long.TryParse(File.ReadAllText(path).TrimEnd().Split(' ')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var batches) ? batches
            : 0; // Of a version that did not count them, or cut short: it says only that there was something.
    }

    /// <summary>Written after the first commit, now and then while the server runs, and when it stops: never before what it counts is stored.</summary>
    public static void Write(DataFolder folder, long batches) =>
        OwnerOnly.WriteText(Path.Combine(folder.FullPath, Name), string.Create(CultureInfo.InvariantCulture, $"{Text}{batches}\n"));
}
