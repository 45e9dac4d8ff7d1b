namespace LicenseKit.Xml;

/// <summary>How declaration and attributes are written, which no parser tells: one spelling each, so that readers who compare text and readers who parse say the same.</summary>
internal static class Spelling
{
    /// <summary>Every form of the declaration that is allowed, with either kind of quotes and in any letter case of the encoding.</summary>
    private static readonly HashSet<string> Declarations = new(
        from encoding in new[] { "", " encoding=\"utf-8\"" }
        from standalone in new[] { "", " standalone=\"yes\"", " standalone=\"no\"" }
        from space in new[] { "", " " } // Python's minidom
        select $"<?xml version=\"1.0\"{encoding}{standalone}{space}?>", StringComparer.OrdinalIgnoreCase);

    /// <summary>What the text has that is spelled otherwise; null when nothing is.</summary>
    /// <param name="text">Well-formed XML 1.0 in UTF-8 of elements and text alone: every <c>&lt;</c> after the declaration begins a tag.</param>
    public static string? Differs(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("<?"))
        {
            var end = text.IndexOf("?>") + 2;
            if (!Declarations.Contains(text[..end].ToString().Replace('\'', '"')))
            {
                return "an XML declaration with white space where it must have none, or more than one space";
            }

            text = text[end..];
        }

        for (var start = text.IndexOf('<'); start >= 0; start = text.IndexOf('<'))
        {
            text = text[(start + 1)..];
            if (InTag(ref text) is { } attribute)
            {
                return $"a character reference in the attribute '{Licenses.Names.Shown(attribute)}'";
            }
        }

        return null;
    }

    /// <summary>The first attribute with a reference in it, where it may have none; the text goes on after the last quote of the tag.</summary>
    private static string? InTag(ref ReadOnlySpan<char> text)
    {
        for (var quote = text.IndexOfAny('>', '"', '\''); text[quote] != '>'; quote = text.IndexOfAny('>', '"', '\''))
        {
            var before = text[..quote].TrimEnd(" \t\r\n=");
            var value = text[(quote + 1)..];
            var length = value.IndexOf(text[quote]);
            text = value[(length + 1)..];
            if (value[..length].Contains('&') && before[(before.LastIndexOfAny(" \t\r\n") + 1)..] is not "name" and var attribute)
            {
                return attribute.ToString();
            }
        }

        return null;
    }
}
