using System.Buffers;
using System.Text;

namespace LicenseKit.Licenses;

/// <summary>The forms of names, ids and texts that documents may carry.</summary>
internal static class Names
{
    public const int MaxText = 256;
    public const int MaxUrl = 512;

    private const string LowerCase = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + LowerCase + Digits;

    private static readonly SearchValues<char> KindSymbols = SearchValues.Create(LowerCase + Digits + "-");
    private static readonly SearchValues<char> IdSymbols = SearchValues.Create(Alphanumeric + "_-");
    private static readonly SearchValues<char> FeatureSymbols = SearchValues.Create(Alphanumeric + "._-");
    private static readonly SearchValues<char> NoUrlSymbols = SearchValues.Create([.. "?#@ \\", .. Enumerable.Range(0, 32).Select(c => (char)c), '\x7f']);

    /// <summary><c>[a-z][a-z0-9-]{0,31}</c>, and not the name of the pool.</summary>
    public static bool IsKind(string name) => name is { Length: >= 1 and <= 32 } && char.IsAsciiLetterLower(name[0])
        && !name.AsSpan().ContainsAnyExcept(KindSymbols) && name != Seats.GenericName;

    /// <summary><c>[A-Za-z0-9_-]{1,64}</c>.</summary>
    public static bool IsId(string id) => id is { Length: >= 1 and <= 64 } && !id.AsSpan().ContainsAnyExcept(IdSymbols);

    /// <summary><c>[A-Za-z0-9][A-Za-z0-9._-]{0,63}</c>.</summary>
    public static bool IsProduct(string name) => IsFeature(name) && char.IsAsciiLetterOrDigit(name[0]);

    /// <summary><c>[A-Za-z0-9._-]{1,64}</c>.</summary>
    public static bool IsFeature(string name) => name is { Length: >= 1 and <= 64 } && !name.AsSpan().ContainsAnyExcept(FeatureSymbols);

    /// <summary>At most 256 characters, NFC, no control, bidi-override or unpaired surrogate characters; empty only where allowed.</summary>
    public static bool IsText(string text, int min = 1)
    {
        if (text.Length < min || text.Length > MaxText)
        {
            return false;
        }

        if (Ascii.IsValid(text))
        {
            return !text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.Contains('\x7f', StringComparison.Ordinal);
        }

        return !HasUnpairedSurrogate(text) && !text.Any(IsControlOrOverride) && text.IsNormalized(NormalizationForm.FormC);
    }

    /// <summary><c>https</c>, or <c>http</c> on loopback unless the host opts in; no user info, query or fragment; at most 512 characters.</summary>
    public static bool IsUrl(string text, bool allowHttp = false) =>
        text.Length is > 0 and <= MaxUrl && Ascii.IsValid(text) && !text.AsSpan().ContainsAny(NoUrlSymbols)
        && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && url.Host.Length > 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && (url.IsLoopback || allowHttp)));

    /// <summary>The form under which two client names are the same.</summary>
    public static string Fold(string client) => client.Normalize(NormalizationForm.FormC).ToUpperInvariant();

    /// <summary>Text from an unverified source, safe to print on one line.</summary>
    public static string Shown(string text) =>
        new([.. text.Take(MaxText).Select(c => char.IsSurrogate(c) || IsControlOrOverride(c) ? '?' : c)]);

    /// <summary>The same of text that is still in UTF-8.</summary>
    public static string Shown(ReadOnlySpan<byte> utf8) => Shown(Encoding.UTF8.GetString(utf8));

    private static bool IsControlOrOverride(char c) => char.IsControl(c)
        || c is '\u2028' or '\u2029' or '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')
        || c is '\ufffe' or '\uffff' or (>= '\ufdd0' and <= '\ufdef'); // no characters at all; IsNormalized throws on U+FFFE

    private static bool HasUnpairedSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i < text.Length - 1 ? i : Math.Max(0, i - 1)) && i < text.Length - 1)
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
