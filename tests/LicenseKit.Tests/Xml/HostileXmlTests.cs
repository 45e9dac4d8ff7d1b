using System.Security.Cryptography;
using CsCheck;
using LicenseKit.Xml;

namespace LicenseKit.Tests.Xml;

/// <summary>What no tool that follows the rules has written is refused, each with its code.</summary>
public sealed class HostileXmlTests
{
    private static readonly byte[] TwoLinks = SomeXml.Chain(2);

    public static TheoryData<string> Attacks { get; } = [.. XmlAttacks.All.Keys];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_hostile_file_is_refused_with_its_code(string name)
    {
        var (file, code) = XmlAttacks.All[name];
        var fault = SomeXml.Verify(file).Fault;
        Assert.True(code == fault?.Code, $"{name}: {fault?.ToString() ?? "accepted"}");
    }

    [Theory]
    [InlineData("\n", "\r\n")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n", "")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>")]
    [InlineData("<?xml", "\ufeff<?xml")]
    [InlineData("Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"", "Algorithm='http://www.w3.org/2001/04/xmlenc#sha256' ")]
    [InlineData("></DigestMethod>", "/>")]
    [InlineData("<Kind name=\"developer\">5</Kind>", "<Kind\n name='developer'>&#53;</Kind >")]
    [InlineData("</License>\n", "</License>")]
    [InlineData("<Product>", "<Product xmlns=\"urn:licensekit:license:1\">")]
    public void What_says_the_same_in_the_same_canonical_form_is_accepted(string old, string next)
    {
        var file = XmlAttacks.Replaced(SomeXml.Master(), old, next);
        Assert.Null(SomeXml.Verify(file).Fault);
        Assert.Equal(Some.Master().License.ContentHash, SomeXml.Verify(file).License!.ContentHash);
    }

    [Fact]
    public void A_license_of_any_other_spelling_is_accepted_only_when_its_signer_wrote_it_so() =>
        Assert.Equal(FaultCode.BadSignature, SomeXml.Verify(XmlAttacks.Replaced(SomeXml.Master(), "  <Product>", "\t<Product>")).Fault?.Code);

    [Fact]
    public void No_byte_may_change_what_a_file_says()
    {
        var good = SomeXml.Verify(SomeXml.Master()).License!.ContentHash;
        Gen.Select(Gen.Int[0, SomeXml.Master().Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var file = SomeXml.Master();
            file[at] = value;
            Assert.True(SomeXml.Verify(file).License is not { } license || license.ContentHash == good);
        }, iter: 3000);
    }

    [Fact]
    public void Any_change_of_markup_is_a_fault_or_changes_nothing_that_is_said() => Gen.Select(Gen.Int[0, 6000], Gen.Int[0, 40], Gen.OneOf("<", ">", "&", "\"", "/", "=", " xmlns:a=\"x\"", "<!--", "]]>", "&#x", "\0", "<a>", "</License>", "<Signature "))
        .Array[1, 4].Sample(changes =>
        {
            var text = SomeXml.Text(TwoLinks);
            foreach (var (at, length, insert) in changes)
            {
                var from = Math.Min(at, text.Length);
                text = text[..from] + insert + text[Math.Min(from + length, text.Length)..];
            }

            Assert.True(SomeXml.Verify(Some.Utf8(text)).License is not { } license || license.ContentHash == Some.Child().License.ContentHash);
        }, iter: 2000);

    [Fact]
    public void An_element_of_the_namespace_that_needs_no_declaration_is_refused_though_it_is_signed()
    {
        var text = SomeXml.Text(SomeXml.Master());
        var open = text[text.IndexOf("<License", StringComparison.Ordinal)..text.IndexOf("\n  <Signature", StringComparison.Ordinal)];
        Assert.Equal(FaultCode.ForbiddenXml, SomeXml.Verify(XmlAttacks.Signed(open.Replace("<Serial>", "<xml:a></xml:a><Serial>", StringComparison.Ordinal))).Fault?.Code);
    }

    [Fact]
    public void Many_may_verify_at_once()
    {
        var (good, evil) = (SomeXml.Chain(3), XmlAttacks.All["content changed after signing"].File);
        Parallel.For(0, 400, i => Assert.Equal(i % 2 == 0 ? null : FaultCode.BadSignature, SomeXml.Verify(i % 2 == 0 ? good : evil).Fault?.Code));
    }
}
