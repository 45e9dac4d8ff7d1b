using System.Text.RegularExpressions;

namespace LicenseKit.Licenses;

/// <summary>The address of a server in a license. It is where to ask, never a reason to trust.</summary>
/// <remarks>A reader compares it with one pattern and asks no URL library, of which no two agree; whether the host can be reached, who connects sees.</remarks>
internal static partial class UrlForm
{
    public const int MaxLength = 512;

    /// <summary>What is expected, as the end of a sentence.</summary>
    public const string Expected = "https://host[:port][/path] (http only to localhost, 127.0.0.1 or [::1]) without user info, query and fragment, at most 512 characters";

    /// <summary>The pattern of the specification.</summary>
    public const string Pattern = "^(https://" + Host + "|http://" + Loopback + ")" + PortAndPath + @"\z";

    private const string AnyHttp = "^https?://" + Host + PortAndPath + @"\z";
    private const string Host = @"([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])";
    private const string Loopback = @"(localhost|127\.0\.0\.1|\[::1\])";
    private const string PortAndPath = @"(:[0-9]{1,5})?(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?";

    /// <summary>What a reader demands.</summary>
    /// <param name="text">The URL.</param>
    /// <param name="allowHttp">True where the reader allows <c>http</c> to any host.</param>
    public static bool Allows(string text, bool allowHttp = false) => text.Length <= MaxLength && (allowHttp ? WithHttp() : WithoutHttp()).IsMatch(text);

    /// <summary>What an issuer demands, and an operator of the own address: the client that connects there goes to the very host that a reader sees.</summary>
    public static bool IsUsable(string text, bool allowHttp = false) => Allows(text, allowHttp)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Port > 0
        && (uri.HostNameType == UriHostNameType.IPv6 || text.AsSpan(uri.Scheme.Length + "://".Length).StartsWith(uri.Host, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex WithoutHttp();

    [GeneratedRegex(AnyHttp, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex WithHttp();
}
