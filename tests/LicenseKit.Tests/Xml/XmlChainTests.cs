using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Xml;

namespace LicenseKit.Tests.Xml;

/// <summary>Chains whose links are in XML, or in a bundle inside the XML.</summary>
public sealed class XmlChainTests
{
    private static readonly PublicKey Key = Some.Key(2).PublicKey;
    private static readonly Link Bound = Some.Child(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Key, Some.Product)) });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Every_link_may_be_in_XML(int links)
    {
        var verdict = SomeXml.Verify(SomeXml.Chain(links));
        Assert.Null(verdict.Fault);
        Assert.Equal(Some.Chain(links).Verified().Links.Select(l => l.ContentHash), verdict.Chain!.Links.Select(l => l.ContentHash));
        Assert.All(verdict.Chain.Links, l => Assert.Equal(LicenseEncoding.Xml, l.Encoding));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void The_links_above_may_be_a_bundle(int links)
    {
        var verdict = SomeXml.Verify(SomeXml.Leaf(Some.Chain(links), Some.Key((byte)(links - 1))));
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
    public void The_key_of_a_code_bound_issuer_stands_beside_its_license()
    {
        var file = SomeXml.Of(XmlLicenses.Sign(Bound.Issue().Claims, Some.Verify(Bound.BundleWith(("L1", Key))).Chain!, Some.Key(2)));
        Assert.Contains($"<IssuerKey>{Key.X}</IssuerKey>", SomeXml.Text(file), StringComparison.Ordinal);
        Assert.Null(SomeXml.Verify(file).Fault);
        Assert.Equal(Key, SomeXml.Verify(file).Chain!.HolderOf(1));
    }

    [Fact]
    public void A_code_bound_issuer_without_its_key_is_refused() =>
        Assert.Equal(FaultCode.IssuerNotBound, SomeXml.Verify(Child(Bound, new IssuerPart(null, Base64(Bound.Bundle())))).Fault?.Code);

    [Fact]
    public void Another_key_beside_a_code_bound_issuer_is_refused() =>
        Assert.Equal(FaultCode.BundleKeys, SomeXml.Verify(Child(Bound, new IssuerPart(Some.Key(9).PublicKey.X, Base64(Bound.Bundle())))).Fault?.Code);

    [Fact]
    public void Two_keys_for_one_issuer_are_refused() =>
        Assert.Equal(FaultCode.BundleKeys, SomeXml.Verify(Child(Bound, new IssuerPart(Some.Key(9).PublicKey.X, Base64(Bound.BundleWith(("L1", Key)))))).Fault?.Code);

    [Fact]
    public void A_key_beside_an_issuer_that_is_bound_to_a_key_is_refused() =>
        Assert.Equal(FaultCode.BundleKeys, SomeXml.Verify(Child(Some.Child(), new IssuerPart(Key.X, Base64(Some.Child().Bundle())))).Fault?.Code);

    [Theory]
    [InlineData("not base64", FaultCode.BadIssuerLicense)]
    [InlineData("AAA", FaultCode.BadIssuerLicense)]
    [InlineData("", FaultCode.UntrustedRoot)]
    [InlineData("AAB=", FaultCode.BadIssuerLicense)]
    [InlineData("AAAA", FaultCode.NotABundle)]
    [InlineData("PGE+", FaultCode.NotXmlLicense)]
    public void An_issuer_license_that_is_none_is_refused(string base64, FaultCode code)
    {
        var verdict = SomeXml.Verify(Child(Some.Child(), new IssuerPart(null, base64)));
        Assert.Equal(code, verdict.Fault?.Code);
    }

    [Fact]
    public void A_license_without_its_issuers_is_refused() =>
        Assert.Equal(FaultCode.UntrustedRoot, SomeXml.Verify(Child(Some.Child(), new IssuerPart(null, null))).Fault?.Code);

    [Fact]
    public void A_Master_with_an_issuer_is_refused() => Assert.Equal(FaultCode.WrongHeader,
        SomeXml.Verify(ExactForm.Sign(Written(Content.Of(Some.Master().Claims, new IssuerPart(null, Base64(Some.Master().Bundle())))), DocumentType.ServerLicense, Some.Root)).Fault?.Code);

    [Fact]
    public void A_license_inside_itself_is_refused()
    {
        var child = SomeXml.Chain(2);
        Assert.Equal(FaultCode.NotUnique, SomeXml.Verify(ExactForm.Sign(Written(Content.Of(Some.Child().Claims with { Issuer = "L1", Parent = Some.Child().License.AsParent() },
            new IssuerPart(null, Base64(child)))), DocumentType.ServerLicense, Some.Key(2))).Fault?.Code);
    }

    [Fact]
    public void A_chain_of_nine_servers_is_too_long() =>
        Assert.Equal(FaultCode.ChainLength, SomeXml.Verify(Child(Some.Child(), new IssuerPart(null, Base64(SomeXml.Chain(8))))).Fault?.Code);

    [Fact]
    public void A_chain_of_ten_documents_is_refused_before_anything_is_verified()
    {
        var file = SomeXml.Chain(8);
        for (var i = 0; i < 2; i++)
        {
            file = Child(Some.Child(), new IssuerPart(null, Base64(file)));
        }

        Assert.Equal(FaultCode.ChainLength, SomeXml.Verify(file).Fault?.Code);
    }

    [Fact]
    public void A_bundle_with_a_session_license_cannot_issue()
    {
        var session = SessionFile(Some.Child());
        Assert.Equal(FaultCode.WrongHeader, SomeXml.Verify(Child(Some.Child(), new IssuerPart(null, Base64(session)))).Fault?.Code);
    }

    [Fact]
    public void A_session_license_is_the_end_of_a_chain_in_either_encoding()
    {
        var server = Some.Child();
        var claims = LicenseKit.Tests.Licenses.SessionLicenseTests.Claims();
        var file = SomeXml.Of(XmlLicenses.Sign(claims, server.Verified(), Some.Key(2)));
        var verdict = SomeXml.Verify(file);
        Assert.Null(verdict.Fault);
        Assert.Equal((claims.Id, LicenseEncoding.Xml), (verdict.SessionLicense!.Id, verdict.SessionLicense.Encoding));
        Assert.Equal(Some.Verify(SessionFile(server)).SessionLicense!.ContentHash, verdict.SessionLicense.ContentHash);
        Assert.Throws<InvalidOperationException>(() => verdict.SessionLicense.Jws);
    }

    [Fact]
    public void A_server_license_signed_by_a_stranger_is_refused() =>
        Assert.Equal(FaultCode.WrongHeader, SomeXml.Verify(SomeXml.Of(XmlLicenses.Sign(Some.Child().Claims, Some.Master().Verified(), Some.Key(9)))).Fault?.Code);

    [Fact]
    public void A_Master_of_another_vendor_is_refused() =>
        Assert.Equal(FaultCode.UntrustedRoot, SomeXml.Verify(SomeXml.Of(XmlLicenses.Sign(Some.Master().Claims, Some.Key(9)))).Fault?.Code);

    [Fact]
    public void Any_of_several_root_keys_may_have_signed()
    {
        var verifier = new LicenseKit.Chains.Verifier(Some.Product, new RootKey(Some.Key(201).PublicKey), new RootKey(Some.Root.PublicKey)).Accept(XmlLicenses.Format);
        Assert.Null(verifier.Verify(SomeXml.Master(), Some.At(Some.Now)).Fault);
        Assert.Equal(FaultCode.BadSignature, verifier.Verify(XmlAttacks.Replaced(SomeXml.Master(), "<Serial>3", "<Serial>4"), Some.At(Some.Now)).Fault?.Code);
    }

    [Fact]
    public void Rights_beyond_the_issuers_are_refused() => Assert.Equal(FaultCode.NotWithinParent,
        SomeXml.Verify(SomeXml.Of(XmlLicenses.Sign(Some.Child(c => c with { Seats = Some.Seats(500, 20, 3), Stages = [] }).Claims, Some.Master().Verified(), Some.Key(1)))).Fault?.Code);

    private static byte[] Child(Link issuer, IssuerPart part) =>
        ExactForm.Sign(Written(Content.Of(issuer.Issue().Claims, part)), DocumentType.ServerLicense, issuer.Holder);

    private static string Written(Content content)
    {
        Assert.Null(content.Write(out var xml));
        return xml;
    }

    private static byte[] SessionFile(Link server) =>
        Some.Bundle([.. server.Documents, SessionLicense.Sign(LicenseKit.Tests.Licenses.SessionLicenseTests.Claims(), server.Holder)]);

    private static string Base64(byte[] file) => Convert.ToBase64String(file);
}
