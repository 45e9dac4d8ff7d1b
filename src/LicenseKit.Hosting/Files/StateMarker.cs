namespace LicenseKit.Hosting.Files;

/// <summary>The mark in the data folder that this installation has stored something: an empty database beside it was lost, and is not a first start.</summary>
internal static class StateMarker
{
    public const string Name = "licensekit.state";

    /// <summary>True when this installation was set up before.</summary>
    public static bool IsSet(DataFolder folder) => File.Exists(Path.Combine(folder.FullPath, Name));

    /// <summary>Written after the first commit.</summary>
    public static void Set(DataFolder folder) =>
        OwnerOnly.WriteText(Path.Combine(folder.FullPath, Name), "This installation has stored licenses and sessions in its database. Without that database it does not start.\n");
}
