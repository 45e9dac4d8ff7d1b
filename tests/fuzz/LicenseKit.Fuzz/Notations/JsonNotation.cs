using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LicenseKit.Fuzz.Notations;

/// <summary>JSON in RFC 8785 form, the payload of every JWS.</summary>
internal sealed class JsonNotation : Notation
{
    public override ReadOnlySpan<byte> Separator => ","u8;

    public override string ContentOf(string json) => json;

    public override Slot[] SlotsOf(byte[] content) => JsonSlots.Of(content);

    public override string HashOf(byte[] content) => Base64Url.EncodeToString(SHA256.HashData(content));

    public override byte[] Text(ReadOnlySpan<byte> text) => [(byte)'"', .. text, (byte)'"'];

    public override byte[] Member(string name, ReadOnlySpan<byte> value, ReadOnlySpan<byte> like) => [.. Text(Encoding.UTF8.GetBytes(name)), (byte)':', .. value];

    public override byte[]? Plus(ReadOnlySpan<byte> value, int difference) =>
        long.TryParse(value, CultureInfo.InvariantCulture, out var number) ? Encoding.ASCII.GetBytes((number + difference).ToString(CultureInfo.InvariantCulture)) : null;
}
