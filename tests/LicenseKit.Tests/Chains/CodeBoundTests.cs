using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Chains;

/// <summary>Links bound by License Code, whose key travels beside them.</summary>
public sealed class CodeBoundTests
{
    private static readonly PublicKey Key = Some.Key(2).PublicKey;
    private static readonly Link Bound = Some.Child(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Key, Some.Product)) });

    [Fact]
    public void A_last_link_needs_no_key_in_the_file()
    {
        Assert.Null(Bound.Verified().Holder);
        Assert.Null(Some.Verifier.Verify(Bound.Bundle(), Some.At(Some.Now), Key).Fault);
        Assert.Equal(FaultCode.BoundElsewhere, Some.Verifier.Verify(Bound.Bundle(), Some.At(Some.Now), Some.Key(3).PublicKey).Fault?.Code);
    }

    [Fact]
    public void A_link_that_issues_needs_its_key_in_the_file()
    {
        Assert.Null(Code(Bound.Issue().BundleWith(("L1", Key))));
        Assert.Equal(FaultCode.IssuerNotBound, Code(Bound.Issue().BundleWith()));
    }

    [Fact]
    public void A_key_that_is_not_of_the_code_is_refused() => Assert.Equal(FaultCode.BundleKeys, Code(Bound.BundleWith(("L1", Some.Key(3).PublicKey))));

    [Fact]
    public void A_key_of_a_link_that_is_not_bound_by_code_is_refused()
    {
        Assert.Equal(FaultCode.BundleKeys, Code(Bound.BundleWith(("L1", Key), ("L0", Some.Key(1).PublicKey))));
        Assert.Equal(FaultCode.BundleKeys, Code(Some.Child().BundleWith(("L1", Key))));
        Assert.Equal(FaultCode.BundleKeys, Code(Bound.BundleWith(("elsewhere", Key))));
        Assert.Equal(FaultCode.BundleKeys, Code(Some.Child(c => c with { Binding = null }).BundleWith(("L1", Key))));
    }

    [Fact]
    public void A_key_stands_once_in_a_chain_though_it_comes_by_code() =>
        Assert.Equal(FaultCode.NotUnique, Code(Some.Child(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Some.Key(1).PublicKey, Some.Product)) }).BundleWith(("L1", Some.Key(1).PublicKey))));

    /// <summary>Nobody has shown the key, but the code says which it is.</summary>
    [Fact]
    public void A_code_that_stands_for_the_key_of_another_link_or_of_the_root_is_refused_though_no_key_is_in_the_file()
    {
        Assert.Equal(FaultCode.NotUnique, Code(To(Some.Key(1).PublicKey).BundleWith()));
        Assert.Equal(FaultCode.NotUnique, Code(To(Some.Root.PublicKey).BundleWith()));
        Assert.Equal(FaultCode.NotUnique, Code(Bound.Issue(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Key, Some.Product)) }).BundleWith(("L1", Key))));
    }

    [Fact]
    public void The_holder_adds_its_own_key_when_it_hands_the_file_on()
    {
        var file = Bound.Verified().ToBundle(Key);
        Assert.Equal(Key, Some.Verify(file).Chain!.Holder);
        Assert.Equal(Key, Some.Verify(Bound.Issue().BundleWith(("L1", Key))).Chain!.HolderOf(1));
    }

    private static Link To(PublicKey key) => Some.Child(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(key, Some.Product)) });

    private static FaultCode? Code(byte[] file) => Some.Verify(file).Fault?.Code;
}
