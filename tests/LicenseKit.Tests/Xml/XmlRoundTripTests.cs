using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using CsCheck;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Tests.Licenses;
using LicenseKit.Xml;

namespace LicenseKit.Tests.Xml;

/// <summary>Both encodings say the same thing, to the byte of the payload.</summary>
public sealed class XmlRoundTripTests
{
    [Fact]
    public void A_license_in_XML_has_the_payload_of_the_same_license_as_JWS() => SomeRandom.Claims.Sample(claims =>
    {
        var file = XmlLicenses.Sign(claims, Some.Root);
        Assert.Equal(PayloadOf(claims), Payload(file));
        Assert.Equal(PayloadOf(claims), Payload(Foreign(file)));
    }, iter: 1000);

    [Fact]
    public void What_is_written_is_its_own_exclusive_C14N() => SomeRandom.Claims.Sample(claims =>
    {
        var content = SomeXml.Text(Content.Of(claims, null).Hashed());
        Assert.Equal(content, ExclusiveC14N(content));
    }, iter: 1000);

    [Theory]
    [InlineData("  ")]
    [InlineData(" and  more ")]
    [InlineData("")]
    [InlineData("\u00a0\u3000\u200d")]
    [InlineData("]]> <!-- & --> ' \"")]
    [InlineData("\ud83d\ude00")]
    [InlineData("&#xD;")]
    public void White_space_and_marks_in_own_data_survive(string text)
    {
        var file = SomeXml.Master(c => c with { Extensions = new Dictionary<string, string> { [text] = text, ["other"] = text + text } });
        foreach (var each in new[] { file, Foreign(file) })
        {
            var read = SomeXml.Verify(each).License!.Extensions;
            Assert.Equal((text, text + text), (read[text], read["other"]));
        }
    }

    [Fact]
    public void Both_encodings_of_one_serial_have_the_same_content_hash()
    {
        var child = Some.Child();
        var xml = SomeXml.Verify(SomeXml.Leaf(child, Some.Key(1))).License!;
        Assert.Equal(child.License.ContentHash, xml.ContentHash);
        Assert.NotEqual(xml.ContentHash, SomeXml.Verify(SomeXml.Leaf(child.Next(), Some.Key(1))).License!.ContentHash);
    }

    [Fact]
    public void The_same_license_gives_the_same_bytes_each_time() =>
        Assert.Equal(SomeXml.Leaf(Some.Child(), Some.Key(1)), SomeXml.Leaf(Some.Child(), Some.Key(1)));

    [Fact]
    public void A_license_knows_its_encoding_and_has_no_JWS_when_it_is_XML()
    {
        var license = SomeXml.Verify(SomeXml.Master()).License!;
        Assert.Equal((LicenseEncoding.Xml, LicenseEncoding.Jws), (license.Encoding, Some.Master().License.Encoding));
        Assert.Throws<InvalidOperationException>(() => license.Jws);
    }

    [Fact]
    public void A_file_is_for_people_too() => Assert.StartsWith(
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <License xmlns="urn:licensekit:license:1">
          <Product>acme.robot</Product>
          <Id>L0</Id>
          <Serial>3</Serial>
          <State>active</State>
          <Client>Acme</Client>
          <IssuedAt>2027-01-15T08:00:00Z</IssuedAt>
          <NotBefore>2027-01-15T08:00:00Z</NotBefore>
          <Expires>9999-12-31T23:59:59Z</Expires>
          <Grace>2592000</Grace>
          <Holder>
            <PublicKey>{Some.Key(1).PublicKey.X}</PublicKey>
          </Holder>
          <Seats>
            <Kind name="developer">5</Kind>
            <Kind name="execution">unlimited</Kind>
            <Generic>3</Generic>
          </Seats>
          <Stages></Stages>
        """.ReplaceLineEndings("\n"),
        SomeXml.Text(SomeXml.Master(c => c with { Expires = UnixTime.Max, Stages = [], Seats = Some.Seats(5, Limit.Unlimited, 3) })), StringComparison.Ordinal);

    /// <summary>The same document as another tool may write it.</summary>
    private static byte[] Foreign(byte[] file) => Some.Utf8(SomeXml.Text(file).Replace("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<?xml version='1.0'?>", StringComparison.Ordinal)
        .Replace("></DigestMethod>", "/>", StringComparison.Ordinal).Replace("<Kind name=\"a\">", "<Kind\nname = '&#97;' >", StringComparison.Ordinal));

    private static string Payload(byte[] file)
    {
        Assert.True(Enveloped.Open(file).Is(out var document, out var malformed), malformed?.ToString());
        Assert.Null(document.Verify(DocumentType.ServerLicense, Some.Root.PublicKey, [], out var payload)?.ToString());
        return Encoding.UTF8.GetString(payload.Bytes);
    }

    private static string ExclusiveC14N(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(xml);
        var transform = new XmlDsigExcC14NTransform();
        transform.LoadInput(document);
        using var canonical = (MemoryStream)transform.GetOutput(typeof(Stream));
        return SomeXml.Text(canonical.ToArray());
    }

    private static string PayloadOf(ServerLicenseClaims claims) => new Link(claims, Some.Root, Some.Key(1), null).Payload;
}
