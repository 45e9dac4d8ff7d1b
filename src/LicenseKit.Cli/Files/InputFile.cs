using System.Buffers;
using System.Text;
using LicenseKit.Cli.Output;
using Microsoft.Win32.SafeHandles;

namespace LicenseKit.Cli.Files;

/// <summary>Files that are read: a missing one is LK8005, one whose bytes are bad is any other fault.</summary>
internal static class InputFile
{
    /// <summary>No file that a verb reads is larger; only so much is taken into memory.</summary>
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Holds a usual license file whole, and one byte more than that shows its end.</summary>
    private const int FirstRead = 32 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static Outcome<byte[]> Read(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return ReadToEnd(file) is { } bytes ? bytes
                : new LicenseFault(FaultCode.TooLarge, $"File '{Safe.Text(path)}' has more than {MaxBytes} bytes.", "Check that this is the right file.");
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

    /// <summary>All bytes, also of a pipe; null when there are too many.</summary>
    private static byte[]? ReadToEnd(SafeFileHandle file)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstRead);
        try
        {
            var length = 0;
            for (int read; (read = RandomAccess.Read(file, buffer.AsSpan(length), length)) > 0;)
            {
                length += read;
                if (length > MaxBytes)
                {
                    return null;
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
                    buffer = larger;
                }
            }

            return buffer[..length];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
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
