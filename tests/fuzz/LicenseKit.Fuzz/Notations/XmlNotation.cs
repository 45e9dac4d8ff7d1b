using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using LicenseKit.Fuzz.Judging;

namespace LicenseKit.Fuzz.Notations;

/// <summary>XML in canonical form, up to where the issuer's license and the signature follow.</summary>
internal sealed class XmlNotation(JsonNotation payloads) : Notation
{
    public override ReadOnlySpan<byte> Separator => default;

    public override string ContentOf(string json) => XmlContent.Of(json);

    public override Slot[] SlotsOf(byte[] content) => XmlSlots.Of(content);

    /// <summary>That of the payload; any other where the content gives none.</summary>
    public override string HashOf(byte[] content)
    {
        try
        {
            return payloads.HashOf(XmlPayload.Of(XElement.Parse(Encoding.UTF8.GetString(content) + CloseOf(content), LoadOptions.PreserveWhitespace)));
        }
        catch (Exception e) when (e is XmlException or FormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            return payloads.HashOf(content);
        }
    }

    public override byte[] Text(ReadOnlySpan<byte> text) => text.ToArray();

    public override byte[] Member(string name, ReadOnlySpan<byte> value, ReadOnlySpan<byte> like) =>
        [.. like[..Math.Max(0, like.IndexOfAnyExcept(" \n"u8))], .. Encoding.UTF8.GetBytes($"<{name}>"), .. value, .. Encoding.UTF8.GetBytes($"</{name}>")];

    public override byte[]? Plus(ReadOnlySpan<byte> value, int difference)
    {
        var text = Encoding.UTF8.GetString(value);
        return long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Encoding.ASCII.GetBytes((number + difference).ToString(CultureInfo.InvariantCulture))
            : XmlTime.Seconds(text) is { } instant and < 253_402_300_000 ? Encoding.ASCII.GetBytes(XmlTime.Text(instant + difference))
            : null;
    }

    /// <summary>The end of what is signed.</summary>
    public static string CloseOf(ReadOnlySpan<byte> content) => content.StartsWith("<Session"u8) ? "\n</SessionLicense>" : "\n</License>";
}
