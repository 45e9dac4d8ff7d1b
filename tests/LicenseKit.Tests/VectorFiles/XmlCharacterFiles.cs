using LicenseKit.Tests.Xml;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Characters that XML 1.0 has not, in places that no signature covers and in some that one does: some parsers stop there, and take what they have read for the whole.</summary>
internal static class XmlCharacterFiles
{
    private static readonly byte[] Good = SomeXml.Master();

    public static IEnumerable<VectorFile> Hostile() => [.. Around(), .. Inside(), .. Signed()];

    private static IEnumerable<VectorFile> Around()
    {
        (string Name, string Text)[] ends = [("nul", "\0"), ("nul-and-an-element", "\0<evil/>"), ("u-0001", "\u0001"), ("vertical-tab", "\v"), ("form-feed", "\f"), ("escape", "\u001b"), ("u-fffe", "\ufffe"), ("u-ffff", "\uffff")];
        foreach (var (name, text) in ends)
        {
            yield return Xml($"after-the-end-{name}", $"After the end stands {Shown(text)}.", [.. Good, .. Some.Utf8(text)]);
        }

        yield return Xml("before-the-root-nul", "U+0000 between declaration and root.", XmlAttacks.Replaced(Good, "?>\n", "?>\0\n"));
        yield return Xml("before-the-declaration-nul", "U+0000 in front of all.", [0, .. Good]);
    }

    private static IEnumerable<VectorFile> Inside()
    {
        var name = Some.Root.PublicKey.Thumbprint;
        string[] texts = ["\0", "\u0001", "\v", "\ufffe", "\uffff", "&#0;", "&#1;", "&#xB;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#4294967361;"];
        foreach (var text in texts)
        {
            yield return Xml($"in-the-key-name-{Slug(text)}", $"In KeyName, which nobody signs, stands {Shown(text)}.", XmlAttacks.Replaced(Good, $"<KeyName>{name}", $"<KeyName>{name}{text}"));
        }

        yield return Xml("in-the-signature-value-form-feed", "A form feed is no white space of XML.", XmlAttacks.Replaced(Good, "<SignatureValue>", "<SignatureValue>\f"));
        yield return Xml("in-a-tag-nul", "U+0000 in a tag.", XmlAttacks.Replaced(Good, "<KeyInfo>", "<KeyInfo\0>"));
        yield return Xml("in-a-tag-vertical-tab", "A vertical tab in a tag.", XmlAttacks.Replaced(Good, "<KeyInfo>", "<KeyInfo\v>"));
        yield return Xml("between-elements-nul", "U+0000 between elements of the signature.", XmlAttacks.Replaced(Good, "<KeyInfo>", "\0<KeyInfo>"));
        var at = SomeXml.Text(Good).IndexOf("</KeyName>", StringComparison.Ordinal);
        yield return Xml("in-the-key-name-surrogate", "Half of a surrogate pair in the place of a character: not UTF-8.", [.. Good.AsSpan(0, at), 0xed, 0xa0, 0x80, .. Good.AsSpan(at)]);
    }

    private static IEnumerable<VectorFile> Signed()
    {
        var text = SomeXml.Text(Good);
        var open = text[text.IndexOf("<License", StringComparison.Ordinal)..text.IndexOf("\n  <Signature", StringComparison.Ordinal)];
        foreach (var c in new[] { '\0', '\u0001', '\ufffe' })
        {
            yield return Xml($"signed-{Slug(c.ToString())}", $"{Shown(c.ToString())} in a text that is signed as it stands.", XmlAttacks.Signed(open.Replace("hello", $"hello{c}", StringComparison.Ordinal)));
        }
    }

    private static VectorFile Xml(string name, string what, byte[] bytes) => new($"xml-character-{name}", what, bytes, FaultCode.NotXmlLicense) { Format = "xml" };

    private static string Shown(string text) => text[0] == '&' ? text : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"U+{(int)text[0]:X4}{text[1..]}");

    private static string Slug(string text) => text[0] == '&' ? "reference-" + text[2..^1].ToLowerInvariant() : Shown(text).Replace("U+", "u-", StringComparison.Ordinal).ToLowerInvariant();
}
