using System.Text.RegularExpressions;
using LicenseKit.Portal.Words;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>The members of a draft as the form names them.</summary>
internal static partial class DraftWords
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["client"] = "Client Name", ["parentUrl"] = "Server URL", ["serverUrl"] = "Server URL", ["maxDuration"] = "Max Duration", ["oem"] = "Generate OEM License",
        ["suppressPings"] = "Suppress Pings", ["licenseCode"] = "Preactivate License", ["request"] = "Request file", ["duration"] = "Duration", ["expires"] = "Until",
        ["maxLicenses"] = "Max Licenses", ["grace"] = "Grace", ["maxLease"] = "Longest lease", ["maxOffline"] = "Longest silence below", ["contact.every"] = "Pings",
        ["contact.silence"] = "Silence", ["overage"] = "Overage", ["allocation"] = "Allocation", ["maxBorrow"] = "Longest borrowed lease", ["starts"] = "Starts",
    };

    /// <summary>Such as <c>seats.developer</c> as Dev Users, and <c>stages[2].seats.generic</c> as Stage 2, Generic.</summary>
    public static string Of(string member)
    {
        if (Stage().Match(member) is { Success: true } stage)
        {
            var rest = stage.Groups["rest"].Value;
            return $"Stage {stage.Groups["number"].Value}, {(rest.StartsWith("seats.", StringComparison.Ordinal) ? Say.Short(rest[6..]) : Say.Kind(rest))}";
        }

        return Names.TryGetValue(member, out var name) ? name
            : member.Split('.', 2) switch
            {
                ["seats", var kind] => Say.Users(kind),
                ["features", var feature] => $"Feature {feature}",
                ["ext", var text] => $"Text {text}",
                _ => member,
            };
    }

    [GeneratedRegex(@"^stages\[(?<number>\d+)\]\.(?<rest>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Stage();
}
