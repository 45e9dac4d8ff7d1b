using LicenseKit.Cli.Output;

namespace LicenseKit.Cli.Files;

/// <summary>A folder for what a verb makes.</summary>
internal static class OutputFolder
{
    /// <summary>Makes it when it is missing; the fault that keeps it from being made.</summary>
    public static LicenseFault? Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var why = File.Exists(folder) ? "a file has its name" : e is DirectoryNotFoundException ? "what it would be in is no folder" : InputFile.Why(e, folder);
            return new(FaultCode.FileUnreadable, $"Folder '{Sanitize.Text(folder)}' cannot be made: {why}.", "Give a folder that this user may make.");
        }
    }
}
