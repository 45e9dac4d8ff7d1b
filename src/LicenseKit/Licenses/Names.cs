using System.Buffers;
using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>The forms of names, ids and texts that documents may carry.</summary>
internal static class Names
{
    private const string LowerCase = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + LowerCase + Digits;

    /// <summary>Characters of 32 bytes.</summary>
    private const int MaxNonce = 43;

    private static readonly SearchValues<char> KindSymbols = SearchValues.Create(LowerCase + Digits + "-");
    private static readonly SearchValues<char> IdSymbols = SearchValues.Create(Alphanumeric + "_-");
    private static readonly SearchValues<char> FeatureSymbols = SearchValues.Create(Alphanumeric + "._-");

    /// <summary><c>[a-z][a-z0-9-]{0,31}</c>, and not the name of the pool.</summary>
    public static bool IsKind(string name) => name is { Length: >= 1 and <= 32 } && char.IsAsciiLetterLower(name[0])
        && !name.AsSpan().ContainsAnyExcept(KindSymbols) && name != Seats.GenericName;

    /// <summary><c>[A-Za-z0-9_-]{1,64}</c>.</summary>
    public static bool IsId(string id) => id is { Length: >= 1 and <= 64 } && !id.AsSpan().ContainsAnyExcept(IdSymbols);

    /// <summary><c>[A-Za-z0-9][A-Za-z0-9._-]{0,63}</c>.</summary>
    public static bool IsProduct(string name) => IsFeature(name) && char.IsAsciiLetterOrDigit(name[0]);

    /// <summary><c>[A-Za-z0-9._-]{1,64}</c>.</summary>
    public static bool IsFeature(string name) => name is { Length: >= 1 and <= 64 } && !name.AsSpan().ContainsAnyExcept(FeatureSymbols);

    /// <summary>16 to 32 bytes in canonical base64url: random, and repeated by the answer.</summary>
    public static bool IsNonce(string text) => text.Length <= MaxNonce
        && Base64UrlText.Decode(text, Base64UrlText.MaxDecodedLength(text.Length)) is { Length: >= 16 };

    /// <summary>Up to 64 printable ASCII characters: what a program calls itself.</summary>
    public static bool IsSoftware(string text) => text is { Length: >= 1 and <= 64 } && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Text from an unverified source, safe to print on one line.</summary>
    public static string Shown(string text) =>
        new([.. text.Take(SignedText.MaxName).Select(c => char.IsSurrogate(c) || SignedText.IsRefused(c) ? '?' : c)]);

    /// <summary>The same of text that is still in UTF-8.</summary>
    public static string Shown(ReadOnlySpan<byte> utf8) => Shown(Encoding.UTF8.GetString(utf8));
}
