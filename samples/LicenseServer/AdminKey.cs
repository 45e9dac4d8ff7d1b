using System.Text;
using LicenseKit.Hosting;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>The key of scripts in <c>admin.key</c>: its contents as a bearer token are an admin.</summary>
internal static class AdminKey
{
    private const int MinLength = 32;

    /// <summary>The key in a file: all of it, but for one line end after it.</summary>
    /// <exception cref="LicenseFaultException">It is too short to be a secret, or has a character that a header cannot carry unchanged.</exception>
    public static string Read(string path)
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        var key = text.EndsWith('\n') ? text[..^(text.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)] : text;
        var problem = key.Length < MinLength ? $"has {key.Length} characters; {MinLength} are the least"
            : key.AsSpan().ContainsAnyExceptInRange('!', '~') ? "has a space, a line end or another character that is not visible ASCII"
            : null;
        return problem is null ? key
            : throw new LicenseFaultException(new(FaultCode.Configuration, $"The admin key '{path}' {problem}.", "Delete the file: the next start makes a new key. Or write a random key of your own into it."));
    }
}
