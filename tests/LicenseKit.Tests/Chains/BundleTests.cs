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

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("hello")]
    [InlineData("JWS")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{'lk':'license-bundle/1'}")]
    [InlineData("{'chain':['JWS']}")]
    [InlineData("{'lk':'license-bundle/2','chain':['JWS']}")]
    [InlineData("{'lk':null,'chain':['JWS']}")]
    [InlineData("{'lk':1,'chain':['JWS']}")]
    [InlineData("{'lk':{},'chain':['JWS']}")]
    [InlineData("{'lk':'license-bundle/1','lk':'license-bundle/1','chain':['JWS']}")]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS'],'chain':['JWS']}")]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS'],'\\u0063hain':['JWS']}")]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS'],'keys':{},'keys':{}}")]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS'],'more':1}")]
    [InlineData("{'lk':'license-bundle/1','Chain':['JWS'],'chain':['JWS']}")]
    [InlineData("{'lk':'license-bundle/1','chain':[1]}")]
    [InlineData("{'lk':'license-bundle/1','chain':[null]}")]
    [InlineData("{'lk':'license-bundle/1','chain':[['JWS']]}")]
    [InlineData("{'lk':'license-bundle/1','chain':[{'payload':'e30','signatures':[]}]}")]
    [InlineData("{'lk':'license-bundle/1','chain':'JWS'}")]
    [InlineData("{'lk':'license-bundle/1','chain':{'0':'JWS'}}")]
    [InlineData("{'lk':'license-bundle/1','chain':['\\u0065yJ']}")]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS'],'keys':[]}")]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS'],'keys':null}")]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS']}x")]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS']}{}")]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS'],}")]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS',]}")]
    [InlineData("{'lk':'license-bundle/1',/* */'chain':['JWS']}")]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS']")]
    [InlineData("{'lk':'license-bundle/1','chain':['JWS'],'\\ud800':1}")]
    [InlineData("{'lk':'\\ud800','chain':['JWS']}")]
    [InlineData("\ufeff{'lk':'license-bundle/1','chain':['JWS']}")]
    public void Any_other_shape_is_no_bundle(string file) => Assert.Equal(FaultCode.NotABundle, Code(file));

    [Theory]
    [InlineData("{'L0':1}", FaultCode.BadKey)]
    [InlineData("{'L0':'AAAA'}", FaultCode.BadKey)]
    [InlineData("{'L0':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'}", FaultCode.BadKey)]
    [InlineData("{'L0':'\\ud800'}", FaultCode.NotABundle)]
    [InlineData("{'L0':'KEY','L0':'KEY'}", FaultCode.NotABundle)]
    [InlineData("{'L0':'KEY'}", FaultCode.BundleKeys)]
    public void Keys_are_usable_keys_of_their_links(string keys, FaultCode code) =>
        Assert.Equal(code, Code($"{{'lk':'license-bundle/1','chain':['JWS'],'keys':{keys.Replace("KEY", Some.Key(1).PublicKey.X, StringComparison.Ordinal)}}}"));

    [Fact]
    public void A_file_in_UTF_16_is_no_bundle() => Assert.Equal(FaultCode.NotABundle, Some.Verify(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(Some.Bundle(Jws)))).Fault?.Code);

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

    private static FaultCode? Code(string file) =>
        Some.Verify(Encoding.UTF8.GetBytes(file.Replace('\'', '"').Replace("JWS", Jws, StringComparison.Ordinal))).Fault?.Code;
}
