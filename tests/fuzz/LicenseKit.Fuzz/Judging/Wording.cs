using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LicenseKit.Fuzz.Judging;

/// <summary>Names and URLs of an accepted document, judged by the words of docs/file-format.md.</summary>
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

        foreach (var member in lk.EnumerateObject().Where(m => m.Name is "parentUrl" or "serverUrl"))
        {
            CheckUrl(member.Value.GetString()!);
        }
    }

    private static void CheckName(string name)
    {
        Demand(name.Length <= 256, "A name is too long.");
        Demand(name.IsNormalized(NormalizationForm.FormC), $"The name {JsonSerializer.Serialize(name)} is not NFC.");
        Demand(!Refused().IsMatch(name) && name.EnumerateRunes().All(r => (r.Value & 0xfffe) != 0xfffe
                && r.Value is not ((>= 0x1bca0 and <= 0x1bca3) or (>= 0x1d173 and <= 0x1d17a) or (>= 0xe0000 and <= 0xe00ff) or (>= 0xe01f0 and <= 0xe0fff))),
            $"The name {JsonSerializer.Serialize(name)} has a character that may not be.");
        Demand(name.Length == 0 || (name.EnumerateRunes().Any(IsVisible) && !Edges().IsMatch(name)), $"The name {JsonSerializer.Serialize(name)} cannot be seen as it is.");
    }

    private static bool IsVisible(Rune rune) =>
        !Rune.IsWhiteSpace(rune) && rune.Value is not (0x2800 or 0x200c or 0x200d or (>= 0x180b and <= 0x180d) or 0x180f or (>= 0xfe00 and <= 0xfe0f) or (>= 0xe0100 and <= 0xe01ef));

    private static void CheckUrl(string url)
    {
        var parts = Url().Match(url);
        Demand(parts.Success && url.Length <= 512, $"The URL {JsonSerializer.Serialize(url)} is not of the grammar.");
        var host = parts.Groups["host"].Value;
        Demand(host.Length <= 255 && (!host.StartsWith('[') || IPAddress.TryParse(host[1..^1], out _)), $"The URL {url} has no host that may be.");
        Demand(!AlmostIpv4().IsMatch(host) || host.Split('.') is { Length: 4 } bytes && Array.TrueForAll(bytes, b => byte.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value.ToString(CultureInfo.InvariantCulture) == b),
            $"The URL {url} has a number for a host.");
        Demand(!parts.Groups["port"].Success || int.Parse(parts.Groups["port"].Value, CultureInfo.InvariantCulture) is >= 1 and <= 65535, $"The URL {url} has no port that may be.");
        Demand(parts.Groups["scheme"].Value == "https" || host is "localhost" or "127.0.0.1" or "[::1]", $"The URL {url} is http.");
    }

    [GeneratedRegex(@"\A(?<scheme>https?)://(?<host>\[[0-9A-Fa-f:]+\]|[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*)(:(?<port>[1-9][0-9]{0,4}))?(/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Url();

    [GeneratedRegex(@"[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufff8]", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Refused();

    [GeneratedRegex(@"\A[\s\u200c\u200d]|[\s\u200c\u200d]\z", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Edges();

    [GeneratedRegex(@"(\A|\.)([0-9]+|0[xX][0-9A-Fa-f]*)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex AlmostIpv4();

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new Violation(otherwise);
        }
    }
}
