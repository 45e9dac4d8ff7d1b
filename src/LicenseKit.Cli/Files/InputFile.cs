using System.Buffers;
using System.Text;
using LicenseKit.Cli.Output;
using LicenseKit.Xml;

namespace LicenseKit.Cli.Files;

/// <summary>Files that are read: a missing one is LK8005, one whose bytes are bad is any other fault. Pipes are files too, and <c>-</c> is standard input.</summary>
internal static class InputFile
{
    /// <summary>The name that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>No draft, request or key is larger.</summary>
    private const int MaxTextBytes = 16 * 1024 * 1024;

    /// <summary>Holds a usual license file whole, and one byte more than that shows its end.</summary>
    private const int FirstRead = 32 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>A license file; of a larger one only as much is read as shows that it is none.</summary>
    public static Outcome<byte[]> Read(string path) => Read(path, XmlFormat.MaxBytes, "a license file has at most");

    /// <summary>A text in UTF-8; <paramref name="otherwise"/> is the fault's code when it is none.</summary>
    public static Outcome<string> ReadText(string path, FaultCode otherwise)
    {
        if (!Read(path, MaxTextBytes, "of a text are read at most").Is(out var bytes, out var fault))
        {
            return fault;
        }

        try
        {
            return StrictUtf8.GetString(bytes.AsSpan().StartsWith("\ufeff"u8) ? bytes.AsSpan(3) : bytes);
        }
        catch (DecoderFallbackException)
        {
            return new LicenseFault(otherwise, $"{Named(path)} is not text in UTF-8.", "Save it as UTF-8, or check that this is the right file.");
        }
    }

    /// <summary>How messages begin that are about the file.</summary>
    public static string Named(string path) => path == StandardInput ? "Standard input" : $"File '{Sanitize.Text(path)}'";

    public static string Why(Exception e, string path) => e switch
    {
        _ when path.Length == 0 => "its name is empty",
        FileNotFoundException or DirectoryNotFoundException when IsNotUtf8(path) => "it does not exist, or its name is not UTF-8",
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        PathTooLongException => "its name is too long",
        _ when Directory.Exists(path) => "it is a folder",
        UnauthorizedAccessException => "this user may not",
        _ => "the system refuses it",
    };

    private static Outcome<byte[]> Read(string path, int max, string most)
    {
        try
        {
            using var file = path == StandardInput ? Console.OpenStandardInput()
                : new FileStream(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            return ReadToEnd(file, max) is { } bytes ? bytes
                : new LicenseFault(FaultCode.TooLarge, $"{Named(path)} has more than {max} bytes; {most} {max}.", "Check that this is the right file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new LicenseFault(FaultCode.FileUnreadable, $"{Named(path)} cannot be opened: {(path == StandardInput ? "it is closed, or is nothing that can be read" : Why(e, path))}.",
                IsNotUtf8(path) ? $"Check the path; give a file whose name is not UTF-8 as '{StandardInput}', by standard input." : "Check the path and who may read it.");
        }
    }

    /// <summary>All bytes, also of what has no length, such as a pipe; null when there are too many.</summary>
    private static byte[]? ReadToEnd(Stream file, int max)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstRead);
        try
        {
            var length = 0;
            for (int read; (read = file.Read(buffer.AsSpan(length, Math.Min(buffer.Length, max + 1) - length))) > 0;)
            {
                length += read;
                if (length > max)
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

    /// <summary>What cannot be decoded reaches a program as the replacement character.</summary>
    private static bool IsNotUtf8(string path) => path.Contains('\ufffd', StringComparison.Ordinal);
}
