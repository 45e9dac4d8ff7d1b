using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>License Codes as people type them.</summary>
internal static class VectorCodes
{
    private static readonly string Good = LicenseCode.Of(Some.Root.PublicKey, Some.Product).ToString();
    private static readonly string Symbols = Good.Replace("-", "", StringComparison.Ordinal);

    /// <summary>What is typed, for which product, whether it is a code, and the name of a key to compare with.</summary>
    public static IEnumerable<(string Text, string Product, bool Accepted, string? Key, string What)> All() =>
    [
        (Good, Some.Product, true, "root", "the canonical form"),
        (Good, Some.Product, true, "other", "the code of another key"),
        (Symbols, Some.Product, true, "root", "no dashes"),
        (Good.ToLowerInvariant(), Some.Product, true, "root", "lower case"),
        ($"  {Good.Replace('-', ' ')}\r\n", Some.Product, true, "root", "spaces and a line break"),
        (string.Join('\t', Symbols.ToCharArray()), Some.Product, true, null, "tabs between all symbols"),
        (Good.Replace('0', 'O').Replace('1', 'I'), Some.Product, true, "root", "O for 0 and I for 1"),
        (Good.Replace('0', 'o').Replace('1', 'l'), Some.Product, true, "root", "o for 0 and l for 1"),
        .. Enumerable.Range(1, 9).Select(n => (LicenseCode.Of(Some.Key((byte)n).PublicKey, Some.Product).ToString(), Some.Product, true, (string?)$"key-{n}", $"the code of key-{n}")),
        (LicenseCode.Of(Some.Root.PublicKey, "acme.other").ToString(), "acme.other", true, "root", "the same key for another product"),
        ("", Some.Product, false, null, "nothing"),
        (Symbols[..39], Some.Product, false, null, "39 symbols"),
        (Symbols + "0", Some.Product, false, null, "41 symbols"),
        ("U" + Symbols[1..], Some.Product, false, null, "U, which is no symbol"),
        (Symbols[..^1] + "u", Some.Product, false, null, "u at the end, which is no symbol"),
        (Wrong(^1), Some.Product, false, null, "a wrong check symbol"),
        (Wrong(20), Some.Product, false, null, "a wrong symbol in the middle"),
        ("2" + Symbols[1..], Some.Product, false, null, "version 2"),
        ("0" + Symbols[1..], Some.Product, false, null, "version 0"),
        ("0K6MW-Y4JCE-4PT4R-WK3BM-J3D5Z-JNQ37-5HSPQ-X1M4J", Some.Product, false, null, "version 0 with its own check symbols"),
        ("2K6MW-Y4JCE-4PT4R-WK3BM-J3D5Z-JNQ37-5HSPB-MWKVP", Some.Product, false, null, "version 2 with its own check symbols"),
        ("ZK6MW-Y4JCE-4PT4R-WK3BM-J3D5Z-JNQ37-5HSP9-147Y5", Some.Product, false, null, "version 31 with its own check symbols"),
        ("1K6MW-Y4JCE-4PT4R-WK3BM-J3D5Z-JNQ37-5HSPC-HBFTJ", Some.Product, false, null, "a wrong constant: that of bech32, 1"),
        (new string('0', 40), Some.Product, false, null, "zeros only"),
        (new string('1', 40), Some.Product, false, null, "ones only"),
        (Swapped(), Some.Product, false, null, "two neighbours swapped"),
        (Good, "acme.robots", false, null, "another product"),
        (Good, "Acme.robot", false, null, "the product in another case"),
        (LicenseCode.Of(Some.Root.PublicKey, "acme.other").ToString(), Some.Product, false, null, "a code for another product"),
        ("\uff11" + Symbols[1..], Some.Product, false, null, "a full-width digit"),
        ("\u0661" + Symbols[1..], Some.Product, false, null, "an Arabic digit"),
        (Symbols + "\u00a0", Some.Product, false, null, "a no-break space"),
        (Symbols.Insert(5, "\u2010"), Some.Product, false, null, "a typographic hyphen"),
        (Symbols + "_", Some.Product, false, null, "an underscore"),
        (Symbols[..^1] + "\u0131", Some.Product, false, null, "a dotless i"),
        ("\ud83d\ude00" + Symbols[2..], Some.Product, false, null, "a character beyond the BMP"),
    ];

    private static string Wrong(Index at)
    {
        var symbols = Symbols.ToCharArray();
        symbols[at] = symbols[at] == '7' ? '8' : '7';
        return new string(symbols);
    }

    private static string Swapped()
    {
        var at = Enumerable.Range(1, 38).First(i => Symbols[i] != Symbols[i + 1]);
        return $"{Symbols[..at]}{Symbols[at + 1]}{Symbols[at]}{Symbols[(at + 2)..]}";
    }
}
