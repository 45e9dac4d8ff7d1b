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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new LicenseFault(FaultCode.FileUnreadable, $"The license file '{Path.GetFullPath(path)}' cannot be opened: {e.Message}", "Check the path and its permissions.");
        }
    }

    /// <summary>Why the content of a file cannot be used, with the file named.</summary>
    public static LicenseFault Refused(string path, LicenseFault fault) => fault.Code == FaultCode.FileUnreadable ? fault
        : new(fault.Code, $"The license file '{Path.GetFullPath(path)}' cannot be used: {fault.Message}", fault.Remedy, fault.Value, fault.Link);
}
