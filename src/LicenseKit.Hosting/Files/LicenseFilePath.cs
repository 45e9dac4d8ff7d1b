using LicenseKit.Chains;

namespace LicenseKit.Hosting.Files;

/// <summary>A license file that the host names by its path.</summary>
internal static class LicenseFilePath
{
    /// <summary>Reads a file; of one that is larger than a license file only as much as shows it.</summary>
    public static Outcome<byte[]> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[LicenseFile.MaxBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return bytes[..length];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new LicenseFault(FaultCode.FileUnreadable, $"The license file '{FullPath(path)}' cannot be opened: {e.Message}", "Check the path and its permissions.");
        }
    }

    /// <summary>Why the content of a file cannot be used, with the file named.</summary>
    public static LicenseFault Refused(string path, LicenseFault fault) => fault.Code == FaultCode.FileUnreadable ? fault
        : new(fault.Code, $"The license file '{FullPath(path)}' cannot be used: {fault.Message}", fault.Remedy, fault.Value, fault.Link);

    /// <summary>As people find it; a path that is none stays as it is, but for what cannot be shown.</summary>
    private static string FullPath(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return Licenses.PlainText.Escaped(path);
        }
    }
}
