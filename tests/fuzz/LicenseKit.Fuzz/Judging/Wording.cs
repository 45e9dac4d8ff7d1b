using System.Text.Json;
using System.Text.RegularExpressions;

namespace LicenseKit.Fuzz.Judging;

/// <summary>Texts and URLs of an accepted document, judged by the words of docs/file-format.md.</summary>
internal static partial class Wording
{
    /// <exception cref="Violation">A text stands in the document that may not.</exception>
    public static void Check(JsonElement lk)
    {
        Demand(lk.GetProperty("client").GetString()!.Length > 0, "A client has no name.");
        CheckName(lk.GetProperty("client").GetString()!);
        foreach (var stage in lk.GetProperty("stages").EnumerateArray())
        {
            CheckName(stage.GetProperty("name").GetString()!);
        }

        foreach (var entry in lk.GetProperty("ext").EnumerateObject())
        {
            CheckText(entry.Name);
            CheckText(entry.Value.GetString()!);
        }

        foreach (var member in lk.EnumerateObject().Where(m => m.Name is "parentUrl" or "serverUrl"))
        {
            CheckUrl(member.Value.GetString()!);
        }
    }

    /// <summary>True when no character of a text is one that LF-3.4 refuses.</summary>
    public static bool MayBe(string text) => !Refused().IsMatch(text) && text.EnumerateRunes().All(r => (r.Value & 0xfffe) != 0xfffe
        && r.Value is not ((>= 0x1bca0 and <= 0x1bca3) or (>= 0x1d173 and <= 0x1d17a) or (>= 0xe0000 and <= 0xe00ff) or (>= 0xe01f0 and <= 0xe0fff)));

    private static void CheckName(string name)
    {
        Demand(name.Length <= 256, "A name is too long.");
        CheckText(name);
    }

    private static void CheckText(string text) => Demand(MayBe(text), $"The text {JsonSerializer.Serialize(text)} has a character that may not be.");

    private static void CheckUrl(string url)
    {
        var parts = Url().Match(url);
        Demand(parts.Success && url.Length <= 512, $"The URL {JsonSerializer.Serialize(url)} is not of the form.");
        var host = parts.Groups["host"].Value;
        Demand(parts.Groups["scheme"].Value == "https" || host is "localhost" or "127.0.0.1" or "[::1]", $"The URL {url} is http.");
    }

    [GeneratedRegex(@"\A(?<scheme>https?)://(?<host>\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Url();

    [GeneratedRegex(@"[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufff8]", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Refused();

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new Violation(otherwise);
        }
    }
}
