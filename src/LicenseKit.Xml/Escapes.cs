using System.Buffers;
using System.Text;

namespace LicenseKit.Xml;

/// <summary>Texts and attribute values as Canonical XML 1.0 §2.3 writes them.</summary>
internal static class Escapes
{
    private static readonly SearchValues<char> InText = SearchValues.Create("&<>\r");
    private static readonly SearchValues<char> InAttribute = SearchValues.Create("&<\"\t\n\r");

    public static void Append(StringBuilder output, ReadOnlySpan<char> text, bool isAttribute)
    {
        var escaped = isAttribute ? InAttribute : InText;
        for (var at = text.IndexOfAny(escaped); at >= 0; at = text.IndexOfAny(escaped))
        {
            output.Append(text[..at]).Append(Of(text[at]));
            text = text[(at + 1)..];
        }

        output.Append(text);
    }

    private static string Of(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\t' => "&#x9;",
        '\n' => "&#xA;",
        _ => "&#xD;",
    };
}
