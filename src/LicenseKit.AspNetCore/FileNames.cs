using System.Text;

namespace LicenseKit.AspNetCore;

/// <summary>The name of a downloaded file after the client: characters that every file system takes. The header's form is the framework's (RFC 6266, <c>filename*</c>).</summary>
internal static class FileNames
{
    private const int MaxLength = 80;

    public static string Of(string client, string id, string extension)
    {
        var name = new StringBuilder();
        foreach (var rune in client.EnumerateRunes())
        {
            if (name.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            name.Append(Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '_' ? rune.ToString() : "_");
        }

        var safe = name.ToString().Trim(' ', '_', '-');
        return (safe.Length == 0 || IsDevice(safe) ? id : safe) + extension;
    }

    /// <summary>Names that Windows keeps for devices, whatever the extension.</summary>
    private static bool IsDevice(string name) => name.ToUpperInvariant() is "CON" or "PRN" or "AUX" or "NUL"
        || (name.Length == 4 && char.IsAsciiDigit(name[3]) && name[..3].ToUpperInvariant() is "COM" or "LPT");
}
