using System.Text;
using LicenseKit.Chains;

namespace LicenseKit.Tests.Chains;

/// <summary>The outer shape of a <c>.lic</c> file. Apostrophes stand for quotes, JWS for a good Master license.</summary>
public sealed class BundleTests
{
    private static readonly string Jws = Some.Master().Jws;

    [Theory]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS']}")]
    [InlineData("{'chain':['JWS'],'lk':'license-bundle/1'}")]
    [InlineData(" {\n\t'lk' : 'license-bundle/1', 'chain' : [ 'JWS' ], 'keys' : { } }\r\n")]
    public void Order_and_white_space_outside_the_documents_do_not_matter(string file) => Assert.Null(Code(file));

    [Fact]
    public void A_file_has_at_most_256_KiB()
    {
        var good = Some.Bundle(Jws);
        byte[] Padded(int length) => [.. good, .. Enumerable.Repeat((byte)' ', length - good.Length)];
        Assert.Null(Some.Verify(Padded(256 * 1024)).Fault);
        Assert.Equal(FaultCode.TooLarge, Some.Verify(Padded((256 * 1024) + 1)).Fault?.Code);
    }

    [Fact]
    public void A_chain_has_1_to_8_servers_and_one_session_license()
    {
        Assert.Equal(FaultCode.ChainLength, Some.Verify(Some.Bundle()).Fault?.Code);
        Assert.Equal(FaultCode.ChainLength, Some.Verify(Some.Bundle([.. Enumerable.Repeat(Jws, 10)])).Fault?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a.b.c")]
    [InlineData("JWS.")]
    [InlineData(" JWS")]
    [InlineData("..")]
    public void A_link_that_is_no_good_document_is_refused_with_its_reason(string link) =>
        Assert.InRange(Code("{'lk':'license-bundle/1','chain':['" + link + "']}") ?? FaultCode.None, FaultCode.NotCompactJws, FaultCode.UntrustedRoot);

    [Theory]
    [InlineData("utf-8", "UTF-8")]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("utf-16BE", "UTF-16")]
    public void A_byte_order_mark_is_named_with_what_to_do_about_it(string encoding, string named)
    {
        var text = Encoding.GetEncoding(encoding);
        var fault = Some.Verify([.. text.GetPreamble(), .. text.GetBytes(Encoding.UTF8.GetString(Some.Bundle(Jws)))]).Fault!;
        Assert.Equal(FaultCode.NotABundle, fault.Code);
        Assert.Contains($"the byte order mark of {named};", fault.Message, StringComparison.Ordinal);
        Assert.Contains("save it as UTF-8 without a byte order mark", fault.Remedy, StringComparison.Ordinal);
    }

    private static FaultCode? Code(string file) =>
        Some.Verify(Encoding.UTF8.GetBytes(file.Replace('\'', '"').Replace("JWS", Jws, StringComparison.Ordinal))).Fault?.Code;
}
