using System.Text;

namespace LicenseKit.Fuzz.Recipes;

/// <summary>Values and fragments that sit on the edges of the rules, whatever the format.</summary>
internal static class Pieces
{
    public static byte[][] Numbers { get; } = All(
        "0", "1", "-1", "-0", "2", "3", "01", "1.0", "1e1", "1E0", "5", "20", "256", "257", "999999999", "1000000000", "1000000001", "2147483647", "2147483648", "4294967296",
        "2592000", "2592001", "9007199254740991", "9007199254740992", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616", "1e400",
        "253402300799", "253402300800", "1799999999", "1800000000", "1800000001", "1831536000", "1834128000", "NaN", "+1", "0x1", ".5", "5.", "\uff11");

    public static byte[][] Texts { get; } = All(
        "", "active", "suspended", "revoked", "finish", "deadline", "end", "shared", "reserved", "generic", "developer", "execution", "zz", "a-b", "L0", "L1", "L2", "S", "Ed25519", "OKP",
        "acme.robot", "Acme.Robot", "other", "https://licenses.example", "http://localhost:5000/", "http://licenses.example", "https://u:p@h/", "https://h/?q", "https://h/#f", "https://[::1]:1/",
        "https://\u212aelvin.example", "file:///etc", "e\u0301", "\u00e9", "\u202e", "\u2028", "\ufffe", "\ufeff", "\\u0000", "\\ud800", "\\udc00", "\\ud83d\\ude00", "\ud83d\ude00", "\\u0041", "\\/", "\\n",
        "\u0001", "\u007f", "\u0130", "\u0131", "../..", "unlimited", "2027-01-15T08:00:00Z", "9999-12-31T23:59:59Z", "&amp;", "&#13;", "]]>", new string('x', 256), new string('x', 257), new string('k', 33));

    public static byte[][] Fragments { get; } = All(
        "", "0", "1", "9", "A", "a", "\"", "{", "}", "[", "]", ",", ":", "\\", "null", " ", "\n", "\0", "\ufeff", ",,", "\"\":0", "}}", "{\"", "\"a\":1,", "1e9", "<", ">", "&", "<!---->", "<?p?>", "<![CDATA[]]>", "\r", "\t", "/>", " xmlns=\"\"", "\u0085");

    public static byte[][] All(params string[] texts) => Array.ConvertAll(texts, Encoding.UTF8.GetBytes);
}
