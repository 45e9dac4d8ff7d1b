using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Tests.Xml;

/// <summary>The last license of a chain in XML, and those above it as a bundle inside.</summary>
public sealed class XmlChainTests
{
    private static readonly PublicKey Key = Some.Key(2).PublicKey;
    private static readonly Link Bound = Some.Child(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Key, Some.Product)) });

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void The_links_above_are_a_bundle(int links)
    {
        var verdict = SomeXml.Verify(SomeXml.Chain(links));
        Assert.Null(verdict.Fault);
        Assert.Equal(Some.Chain(links).Verified().Links.Select(l => l.ContentHash), verdict.Chain!.Links.Select(l => l.ContentHash));
        Assert.Equal([LicenseEncoding.Jws, LicenseEncoding.Xml], verdict.Chain.Links.Select(l => l.Encoding).Distinct());
    }

    [Fact]
    public void XML_is_accepted_by_name_only()
    {
        Assert.Equal(FaultCode.XmlNotAccepted, Some.Verify(SomeXml.Master()).Fault?.Code);
        Assert.Equal(FaultCode.XmlNotAccepted, Some.Verify([.. "\ufeff\r\n "u8, .. SomeXml.Master()]).Fault?.Code);
        Assert.Equal(FaultCode.NotABundle, Some.Verify("# <x>"u8.ToArray()).Fault?.Code);
        Assert.Null(SomeXml.Verify(Some.Master().Bundle()).Fault);
        Assert.Null(SomeXml.Verifier.Accept(XmlLicenses.Format).Verify(SomeXml.Master(), Some.At(Some.Now)).Fault);
    }

    [Fact]
    public void The_key_of_a_code_bound_issuer_stands_in_the_bundle()
    {
        var file = XmlLicenses.Sign(Bound.Issue().Claims, Some.Verify(Bound.BundleWith(("L1", Key))).Chain!, Some.Key(2));
        Assert.Contains(Base64(Bound.BundleWith(("L1", Key))), SomeXml.Text(file), StringComparison.Ordinal);
        Assert.Null(SomeXml.Verify(file).Fault);
        Assert.Equal(Key, SomeXml.Verify(file).Chain!.HolderOf(1));
    }

    [Fact]
    public void A_code_bound_issuer_without_its_key_is_refused() =>
        Assert.Equal(FaultCode.IssuerNotBound, SomeXml.Verify(Child(Bound, Bound.Bundle())).Fault?.Code);

    [Fact]
    public void Another_key_beside_a_code_bound_issuer_is_refused() =>
        Assert.Equal(FaultCode.BundleKeys, SomeXml.Verify(Child(Bound, Bound.BundleWith(("L1", Some.Key(9).PublicKey)))).Fault?.Code);

    [Fact]
    public void A_key_beside_an_issuer_that_is_bound_to_a_key_is_refused() =>
        Assert.Equal(FaultCode.BundleKeys, SomeXml.Verify(Child(Some.Child(), Some.Child().BundleWith(("L1", Key)))).Fault?.Code);

    [Theory]
    [InlineData("not base64", FaultCode.BadIssuerLicense)]
    [InlineData("AAA", FaultCode.BadIssuerLicense)]
    [InlineData("", FaultCode.NotABundle)]
    [InlineData("AAAA\n", FaultCode.BadIssuerLicense)]
    [InlineData("AAB=", FaultCode.BadIssuerLicense)]
    [InlineData("AAAA", FaultCode.NotABundle)]
    [InlineData("PGE+", FaultCode.BadIssuerLicense)]
    public void An_issuer_license_that_is_none_is_refused(string base64, FaultCode code)
    {
        var verdict = SomeXml.Verify(Child(Some.Child(), base64));
        Assert.Equal(code, verdict.Fault?.Code);
    }

    [Fact]
    public void A_license_without_its_issuers_is_refused() =>
        Assert.Equal(FaultCode.UntrustedRoot, SomeXml.Verify(Child(Some.Child(), (string?)null)).Fault?.Code);

    [Fact]
    public void A_Master_with_an_issuer_is_refused() => Assert.Equal(FaultCode.WrongHeader,
        SomeXml.Verify(Content.Of(Some.Master().Claims, Base64(Some.Master().Bundle())).Sign(Some.Root)).Fault?.Code);

    [Fact]
    public void A_license_in_XML_inside_another_is_refused() =>
        Assert.Equal(FaultCode.BadIssuerLicense, SomeXml.Verify(Child(Some.Child(), SomeXml.Chain(2))).Fault?.Code);

    [Fact]
    public void A_license_inside_itself_is_refused() => Assert.Equal(FaultCode.NotUnique, SomeXml.Verify(
        Content.Of(Some.Child().Claims with { Issuer = "L1", Parent = Some.Child().License.AsParent() }, Base64(Some.Child().Bundle())).Sign(Some.Key(2))).Fault?.Code);

    [Fact]
    public void A_chain_of_nine_servers_is_too_long() =>
        Assert.Equal(FaultCode.ChainLength, SomeXml.Verify(Child(Some.Chain(8), Some.Chain(8).Bundle())).Fault?.Code);

    [Fact]
    public void A_chain_of_ten_documents_is_refused_before_anything_is_verified() =>
        Assert.Equal(FaultCode.ChainLength, SomeXml.Verify(Child(Some.Chain(8), SessionFile(Some.Chain(8)))).Fault?.Code);

    [Fact]
    public void A_session_license_cannot_issue() =>
        Assert.Equal(FaultCode.WrongHeader, SomeXml.Verify(Child(Some.Child(), SessionFile(Some.Child()))).Fault?.Code);

    [Fact]
    public void A_session_license_is_the_end_of_a_chain_in_either_encoding()
    {
        var server = Some.Child();
        var claims = LicenseKit.Tests.Licenses.SessionLicenseTests.Claims();
        var file = XmlLicenses.Sign(claims, server.Verified(), Some.Key(2));
        var verdict = SomeXml.Verify(file);
        Assert.Null(verdict.Fault);
        Assert.Equal((claims.Id, LicenseEncoding.Xml), (verdict.SessionLicense!.Id, verdict.SessionLicense.Encoding));
        Assert.Equal(Some.Verify(SessionFile(server)).SessionLicense!.ContentHash, verdict.SessionLicense.ContentHash);
        Assert.Throws<InvalidOperationException>(() => verdict.SessionLicense.Jws);
    }

    [Fact]
    public void A_server_license_signed_by_a_stranger_is_refused() =>
        Assert.Equal(FaultCode.WrongHeader, SomeXml.Verify(XmlLicenses.Sign(Some.Child().Claims, Some.Master().Verified(), Some.Key(9))).Fault?.Code);

    [Fact]
    public void A_Master_of_another_vendor_is_refused() =>
        Assert.Equal(FaultCode.UntrustedRoot, SomeXml.Verify(XmlLicenses.Sign(Some.Master().Claims, Some.Key(9))).Fault?.Code);

    [Fact]
    public void Any_of_several_root_keys_may_have_signed()
    {
        var verifier = new LicenseKit.Chains.Verifier(Some.Product, new RootKey(Some.Key(201).PublicKey), new RootKey(Some.Root.PublicKey)).Accept(XmlLicenses.Format);
        Assert.Null(verifier.Verify(SomeXml.Master(), Some.At(Some.Now)).Fault);
        Assert.Equal(FaultCode.BadSignature, verifier.Verify(XmlAttacks.Replaced(SomeXml.Master(), "<Serial>3", "<Serial>4"), Some.At(Some.Now)).Fault?.Code);
    }

    [Fact]
    public void Rights_beyond_the_issuers_are_refused() => Assert.Equal(FaultCode.NotWithinParent,
        SomeXml.Verify(XmlLicenses.Sign(Some.Child(c => c with { Seats = Some.Seats(500, 20, 3), Stages = [] }).Claims, Some.Master().Verified(), Some.Key(1))).Fault?.Code);

    private static byte[] Child(Link issuer, byte[] above) => Child(issuer, Base64(above));

    private static byte[] Child(Link issuer, string? issuerLicense) => SomeXml.Child(issuer, issuerLicense);

    private static byte[] SessionFile(Link server) =>
        Some.Bundle([.. server.Documents, SessionLicense.Sign(LicenseKit.Tests.Licenses.SessionLicenseTests.Claims(), server.Holder)]);

    private static string Base64(byte[] file) => Convert.ToBase64String(file);
}
