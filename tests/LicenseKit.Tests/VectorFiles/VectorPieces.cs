using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>A file as pieces that follow each other: bytes in base64url, and bytes that are repeated.</summary>
internal static class VectorPieces
{
    /// <summary>A run of at least so many bytes is a piece of its own.</summary>
    private const int LeastRun = 1024;

    private const int LongestPeriod = 64;

    /// <summary>The pieces: what is repeated (or stands once), and how often.</summary>
    public static IEnumerable<(string Bytes, int Times)> Of(byte[] file)
    {
        var start = 0;
        for (var at = 0; at < file.Length;)
        {
            var (period, times) = RunAt(file, at);
            if (times == 0)
            {
                at++;
                continue;
            }

            if (at > start)
            {
                yield return (Text(file, start, at - start), 1);
            }

            yield return (Text(file, at, period), times);
            at += period * times;
            start = at;
        }

        if (start < file.Length || file.Length == 0)
        {
            yield return (Text(file, start, file.Length - start), 1);
        }
    }

    /// <summary>The shortest period with which the bytes from here on repeat for long enough, and how often; 0 where none does.</summary>
    private static (int Period, int Times) RunAt(byte[] file, int at)
    {
        for (var period = 1; period <= LongestPeriod && at + LeastRun <= file.Length; period++)
        {
            var end = at + period;
            while (end < file.Length && file[end] == file[end - period])
            {
                end++;
            }

            if (end - at >= LeastRun)
            {
                return (period, (end - at) / period);
            }
        }

        return (0, 0);
    }

    private static string Text(byte[] file, int at, int length) => Base64UrlText.Encode(file.AsSpan(at, length));
}
