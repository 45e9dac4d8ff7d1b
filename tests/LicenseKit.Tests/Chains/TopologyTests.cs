using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Chains;

/// <summary>Links that are good each for itself, but stand in the wrong place.</summary>
public sealed class TopologyTests
{
    private static readonly Link Leaf = Some.Chain(4);
    private static readonly string[] D = [.. Leaf.Documents];

    [Fact]
    public void A_reader_that_pins_no_root_key_accepts_nothing() =>
        Assert.Equal(FaultCode.UntrustedRoot, new ChainReader(Some.Product, []).Read(Leaf.Bundle()).Fault!.Code);

    [Fact]
    public void Links_out_of_their_order_are_refused()
    {
        Assert.Equal(FaultCode.UntrustedRoot, Code([.. D.Reverse()]));
        Assert.Equal(FaultCode.UntrustedRoot, Code(D[1..]));
        Assert.Equal(FaultCode.WrongHeader, Code([D[0], D[2], D[1], D[3]]));
        Assert.Equal(FaultCode.WrongHeader, Code([D[0], D[1], D[3]]));
        Assert.Equal(FaultCode.WrongHeader, Code([D[0], D[0]]));
        Assert.Equal(FaultCode.WrongHeader, Code([D[0], D[1], D[1]]));
    }

    [Fact]
    public void A_chain_of_another_customer_cannot_be_grafted_on()
    {
        var other = Some.Master(c => c with { Id = "M2", Binding = new Binding.ToKey(Some.Key(50).PublicKey) });
        Assert.Equal(FaultCode.WrongHeader, Code([other.Jws, .. D[1..]]));
        var sameKey = Some.Master(c => c with { Id = "M2" });
        Assert.Equal(FaultCode.WrongIssuer, Code([sameKey.Jws, .. D[1..]]));
    }

    [Fact]
    public void A_link_signed_by_the_root_key_below_a_Master_is_refused() => Assert.Equal(FaultCode.WrongHeader, Code([D[0], ServerLicenseWriter.Sign(Some.Child().Claims, Some.Root)]));

    [Fact]
    public void A_link_names_the_license_above_it()
    {
        Assert.Equal(FaultCode.WrongIssuer, Code(Some.Child(c => c with { Issuer = "other" })));
        Assert.Equal(FaultCode.WrongIssuer, Code(Some.Child(c => c with { Parent = c.Parent! with { Id = "other" } })));
        Assert.Equal(FaultCode.NotAMaster, Code(Some.Child(c => c with { Parent = null })));
        Assert.Equal(FaultCode.NotAMaster, Code(Some.Child(c => c with { ParentUrl = null })));
    }

    [Fact]
    public void A_Master_has_the_shape_of_a_Master()
    {
        Assert.Equal(FaultCode.NotAMaster, Code(Some.Master(c => c with { Issuer = "L9" })));
        Assert.Equal(FaultCode.NotAMaster, Code(Some.Master(c => c with { Parent = Some.Master().License.AsParent() })));
        Assert.Equal(FaultCode.NotAMaster, Code(Some.Master(c => c with { ParentUrl = "https://licenses.example" })));
        Assert.Equal(FaultCode.NotAMaster, Code(Some.Master(c => c with { Contact = new Contact(1, 2) })));
        Assert.Equal(FaultCode.NotAMaster, Code(Some.Master(c => c with { Binding = null })));
    }

    [Fact]
    public void An_id_and_a_key_stand_once_in_a_chain()
    {
        Assert.Equal(FaultCode.NotUnique, Code(Some.Child(c => c with { Id = "L0" })));
        Assert.Equal(FaultCode.NotUnique, Code(Some.Child(c => c with { Binding = new Binding.ToKey(Some.Key(1).PublicKey) })));
        Assert.Equal(FaultCode.NotUnique, Code(Some.Chain(3).Issue(c => c with { Id = "L1" })));
        Assert.Equal(FaultCode.NotUnique, Code(Some.Chain(3).Issue(c => c with { Binding = new Binding.ToKey(Some.Key(1).PublicKey) })));
    }

    [Fact]
    public void A_root_key_holds_no_license()
    {
        var second = Some.Key(201).PublicKey;
        var verifier = new Verifier(Some.Product, new RootKey(Some.Root.PublicKey), new RootKey(second));
        Assert.Equal(FaultCode.NotUnique, Code(Some.Child(c => c with { Binding = new Binding.ToKey(Some.Root.PublicKey) })));
        Assert.Equal(FaultCode.NotUnique, Code(Some.Master(c => c with { Binding = new Binding.ToKey(Some.Root.PublicKey) })));
        Assert.Equal(FaultCode.NotUnique, verifier.Verify(Some.Child(c => c with { Binding = new Binding.ToKey(second) }).Bundle(), Some.At(Some.Now)).Fault?.Code);
    }

    [Fact]
    public void A_license_that_is_not_bound_issues_none()
    {
        var unbound = Some.Child(c => c with { Binding = null });
        Assert.Equal(FaultCode.IssuerNotBound, Code(unbound.Issue()));
        Assert.Equal(Standing.NotActivated, Some.Verify(unbound.Bundle()).Standing.Standing);
    }

    [Fact]
    public void A_license_is_for_the_product_of_the_app_and_of_its_parent()
    {
        Assert.Equal(FaultCode.WrongProduct, Code(Some.Master(c => c with { Product = "acme.other" })));
        Assert.Equal(FaultCode.WrongProduct, Code(Some.Child(c => c with { Product = "acme.other" })));
        var any = new Verifier(null, new RootKey(Some.Root.PublicKey));
        Assert.Null(any.Verify(Some.Master(c => c with { Product = "acme.other" }).Bundle(), Some.At(Some.Now)).Fault);
        Assert.Equal(FaultCode.WrongProduct, any.Verify(Some.Child(c => c with { Product = "acme.other" }).Bundle(), Some.At(Some.Now)).Fault?.Code);
    }

    [Fact]
    public void A_root_key_signs_only_in_its_period()
    {
        FaultCode? Within(long from, long to) => new Verifier(Some.Product, new RootKey(Some.Root.PublicKey, Some.At(from), Some.At(to)))
            .Verify(Leaf.Bundle(), Some.At(Some.Now)).Fault?.Code;
        Assert.Null(Within(Some.Now, Some.Now + 1));
        Assert.Equal(FaultCode.RootKeyPeriod, Within(Some.Now + 1, Some.Now + 2));
        Assert.Equal(FaultCode.RootKeyPeriod, Within(Some.Now - 1, Some.Now));
    }

    [Fact]
    public void Another_root_key_trusts_nothing_and_one_of_several_is_enough()
    {
        RootKey mine = new(Some.Root.PublicKey), other = new(Some.Key(201).PublicKey);
        Assert.Equal(FaultCode.UntrustedRoot, new Verifier(Some.Product, other).Verify(Leaf.Bundle(), Some.At(Some.Now)).Fault?.Code);
        Assert.Null(new Verifier(Some.Product, other, mine).Verify(Leaf.Bundle(), Some.At(Some.Now)).Fault);
        Assert.Throws<ArgumentException>(() => new Verifier(Some.Product));
    }

    [Fact]
    public void A_license_bound_to_another_installation_is_refused_there()
    {
        Assert.Null(Some.Verifier.Verify(Leaf.Bundle(), Some.At(Some.Now), Leaf.Holder.PublicKey).Fault);
        Assert.Equal(FaultCode.BoundElsewhere, Some.Verifier.Verify(Leaf.Bundle(), Some.At(Some.Now), Some.Key(99).PublicKey).Fault?.Code);
    }

    [Fact]
    public void A_chain_has_at_most_8_servers()
    {
        Assert.Null(Code(Some.Chain(8)));
        var fault = Some.Verify(Some.Chain(8).Issue().Bundle()).Fault;
        Assert.Equal(FaultCode.ChainLength, fault?.Code);
        Assert.Contains("has 9 server licenses; 8 are the most", fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_place_of_a_session_license_below_8_servers_a_wrong_one_is_named_as_that()
    {
        var servers = Some.Chain(8);
        Assert.Equal(FaultCode.WrongHeader, Code([.. servers.Documents, servers.Gives().SignedBy(Some.Key(99)).Jws]));
        Assert.Equal(FaultCode.NotCompactJws, Code([.. servers.Documents, "x"]));
    }

    [Fact]
    public void A_chain_is_written_as_the_file_that_gives_it() => Assert.Equal(D, Some.Verify(Leaf.Verified().ToBundle()).Chain!.Links.Select(l => l.Jws));

    private static FaultCode? Code(string[] documents) => Some.Verify(Some.Bundle(documents)).Fault?.Code;

    private static FaultCode? Code(Link link) => Some.Verify(link.Bundle()).Fault?.Code;
}
