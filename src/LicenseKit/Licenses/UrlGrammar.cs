using System.Buffers;

namespace LicenseKit.Licenses;

/// <summary>The address of a server in a license, by a grammar of our own: what a URL library takes for one differs between libraries and versions.</summary>
/// <remarks>
/// <code>
///   url   = "https://" host [ ":" port ] path
///         / "http://" ( "localhost" / "127.0.0.1" / "[::1]" ) [ ":" port ] path
///   host  = labels / IPv4 / "[" IPv6 "]"
///   port  = 1 to 65535, no leading zero
///   path  = *( "/" *pchar )                       ; RFC 3986 §3.3
/// </code>
/// </remarks>
internal static class UrlGrammar
{
    public const int MaxLength = 512;

    /// <summary>What is expected, as the end of a sentence.</summary>
    public const string Form = "https://host[:port][/path] (http only to localhost, 127.0.0.1 or [::1]) without user info, query and fragment, at most 512 characters";

    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Secure = "https://";
    private const string Plain = "http://";
    private const int MaxHost = 253;
    private const int MaxLabel = 63;
    private const int Ipv4Parts = 4;
    private const int Ipv6Groups = 8;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789ABCDEFabcdef");
    private static readonly SearchValues<char> LabelSymbols = SearchValues.Create(Alphanumeric + "-");
    private static readonly SearchValues<char> PathSymbols = SearchValues.Create(Alphanumeric + "-._~!$&'()*+,;=:@/");

    /// <param name="text">The URL.</param>
    /// <param name="allowHttp">True where the reader allows <c>http</c> to any host.</param>
    public static bool Allows(string text, bool allowHttp = false)
    {
        var secure = text.StartsWith(Secure, StringComparison.Ordinal);
        if (text.Length > MaxLength || (!secure && !text.StartsWith(Plain, StringComparison.Ordinal)))
        {
            return false;
        }

        var rest = text.AsSpan((secure ? Secure : Plain).Length);
        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        var afterBracket = authority.LastIndexOf(']') + 1;
        var colon = authority[afterBracket..].IndexOf(':') is >= 0 and var found ? afterBracket + found : authority.Length;
        var host = authority[..colon];
        return (colon == authority.Length || IsPort(authority[(colon + 1)..])) && IsPath(rest[authority.Length..])
            && (secure || allowHttp ? IsHost(host) : host is "localhost" or "127.0.0.1" or "[::1]");
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        if (host is ['[', .. var address, ']'])
        {
            return IsIpv6(address);
        }

        var last = host[(host.LastIndexOf('.') + 1)..];
        return IsNumber(last) ? IsIpv4(host) : host.Length <= MaxHost && AreLabels(host);
    }

    private static bool AreLabels(ReadOnlySpan<char> host)
    {
        foreach (var part in host.Split('.'))
        {
            var label = host[part];
            if (label.Length is 0 or > MaxLabel || label[0] == '-' || label[^1] == '-' || label.ContainsAnyExcept(LabelSymbols))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the URL libraries of some languages take for the end of an IPv4 address (WHATWG URL §3.5, "ends in a number").</summary>
    private static bool IsNumber(ReadOnlySpan<char> label) =>
        label is ['0', 'x' or 'X', .. var hex] ? !hex.ContainsAnyExcept(Hexadecimal) : label.Length > 0 && !label.ContainsAnyExceptInRange('0', '9');

    private static bool IsIpv4(ReadOnlySpan<char> host)
    {
        var parts = 0;
        foreach (var part in host.Split('.'))
        {
            if (!IsDecimal(host[part], 0, byte.MaxValue))
            {
                return false;
            }

            parts++;
        }

        return parts == Ipv4Parts;
    }

    /// <summary>Eight groups, or fewer around one <c>::</c> (RFC 4291 §2.2, without IPv4 at the end).</summary>
    private static bool IsIpv6(ReadOnlySpan<char> address)
    {
        var gap = address.IndexOf("::", StringComparison.Ordinal);
        return gap < 0 ? Groups(address) == Ipv6Groups
            : Groups(address[..gap]) is >= 0 and var before && Groups(address[(gap + 2)..]) is >= 0 and var after && before + after < Ipv6Groups;
    }

    /// <summary>How many groups of one to four hexadecimal digits; -1 where something else stands.</summary>
    private static int Groups(ReadOnlySpan<char> text)
    {
        var groups = 0;
        foreach (var part in text.Split(':'))
        {
            if (text[part].Length is 0 or > 4 || text[part].ContainsAnyExcept(Hexadecimal))
            {
                return text.Length == 0 ? 0 : -1;
            }

            groups++;
        }

        return groups;
    }

    private static bool IsPort(ReadOnlySpan<char> text) => IsDecimal(text, 1, ushort.MaxValue);

    /// <summary>Plain digits without leading zero.</summary>
    private static bool IsDecimal(ReadOnlySpan<char> text, int min, int max) =>
        text.Length is >= 1 and <= 5 && !text.ContainsAnyExceptInRange('0', '9') && (text.Length == 1 || text[0] != '0')
        && int.Parse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture) is var number && number >= min && number <= max;

    private static bool IsPath(ReadOnlySpan<char> path)
    {
        for (var percent = path.IndexOf('%'); percent >= 0; percent = path.IndexOf('%'))
        {
            if (path[..percent].ContainsAnyExcept(PathSymbols) || path.Length < percent + 3 || !char.IsAsciiHexDigit(path[percent + 1]) || !char.IsAsciiHexDigit(path[percent + 2]))
            {
                return false;
            }

            path = path[(percent + 3)..];
        }

        return !path.ContainsAnyExcept(PathSymbols);
    }
}
