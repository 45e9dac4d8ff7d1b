using System.Buffers.Text;
using System.Text;
using CsCheck;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Signing;

public sealed class Base64UrlTextTests
{
    [Fact]
    public void What_is_encoded_is_decoded() => Gen.Byte.Array[0, 100].Sample(bytes =>
    {
        var decoded = new byte[bytes.Length];
        Assert.True(Base64UrlText.TryDecode(Encoding.ASCII.GetBytes(Base64UrlText.Encode(bytes)), decoded, out var written));
        Assert.Equal(bytes, decoded[..written]);
    });

    [Fact]
    public void A_text_of_the_alphabet_is_refused_or_is_the_only_one_of_its_bytes() =>
        Gen.Char["ABCwxyz019-_"].Array[0, 12].Select(c => new string(c)).Sample(text =>
        {
            var bytes = new byte[16];
            if (Base64UrlText.TryDecode(Encoding.ASCII.GetBytes(text), bytes, out var written))
            {
                Assert.Equal(text, Base64Url.EncodeToString(bytes.AsSpan(0, written)));
            }
        });

    [Theory]
    [InlineData("AA==")] // padding
    [InlineData("AAA=")]
    [InlineData("AA A")] // white space
    [InlineData("AA\nA")]
    [InlineData(" AAA")]
    [InlineData("AAA\t")]
    [InlineData("AA+A")] // the other alphabet
    [InlineData("AA/A")]
    [InlineData("AB")] // unused bits of the last symbol
    [InlineData("AAB")]
    [InlineData("A")] // no whole byte
    [InlineData("AAAAA")]
    [InlineData("AA.A")]
    [InlineData("A\u00e9AA")]
    public void A_text_that_is_not_canonical_is_refused(string text) =>
        Assert.False(Base64UrlText.TryDecode(Encoding.Latin1.GetBytes(text), new byte[16], out _));

    [Theory]
    [InlineData("AAAA", 3, true)]
    [InlineData("AAAA", 2, false)]
    [InlineData("AAA", 3, false)]
    [InlineData("AAA\u0101", 3, false)]
    [InlineData("", 0, true)]
    public void A_text_has_the_length_that_is_asked_for(string text, int bytes, bool good) =>
        Assert.Equal(good, Base64UrlText.Decode(text, bytes) is not null);
}
