using System.Text;
using LicenseKit.Cli.Output;

namespace LicenseKit.Cli.Files;

/// <summary>Files that are read: a missing one is LK8005, one whose bytes are bad is any other fault.</summary>
internal static class InputFile
{
    /// <summary>No file that a verb reads is larger; only so much is taken into memory.</summary>
    private const int MaxBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static Outcome<byte[]> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var bytes = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > MaxBytes)
                {
                    return new LicenseFault(FaultCode.TooLarge, $"File '{Safe.Text(path)}' has more than {MaxBytes} bytes.", "Check that this is the right file.");
                }
            }

            return bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new LicenseFault(FaultCode.FileUnreadable, $"File '{Safe.Text(path)}' cannot be opened: {Why(e, path)}.", "Check the path and who may read it.");
        }
    }

    /// <summary>A text in UTF-8; <paramref name="otherwise"/> is the fault's code when it is none.</summary>
    public static Outcome<string> ReadText(string path, FaultCode otherwise)
    {
        if (!Read(path).Is(out var bytes, out var fault))
        {
            return fault;
        }

        try
        {
            return StrictUtf8.GetString(bytes.AsSpan().StartsWith("\ufeff"u8) ? bytes.AsSpan(3) : bytes);
        }
        catch (DecoderFallbackException)
        {
            return new LicenseFault(otherwise, $"File '{Safe.Text(path)}' is not text in UTF-8.", "Save it as UTF-8, or check that this is the right file.");
        }
    }

    public static string Why(Exception e, string path) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        _ when Directory.Exists(path) => "it is a folder",
        UnauthorizedAccessException => "this user may not",
        _ => "the system refuses it",
    };
}
