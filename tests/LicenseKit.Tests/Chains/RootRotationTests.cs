using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Signing;
using Xunit;

namespace LicenseKit.Tests.Chains;

/// <summary>A vendor's root key is replaced: both are pinned, each for the period in which it signs.</summary>
public sealed class RootRotationTests
{
    private const long Change = Some.Now + (100 * Some.Day);

    private static readonly SigningKey Old = Some.Key(201);
    private static readonly SigningKey New = Some.Key(202);

    private static readonly Verifier Verifier = new(Some.Product, new RootKey(Old.PublicKey, to: Some.At(Change)), new RootKey(New.PublicKey, from: Some.At(Change)));

    [Fact]
    public void A_Master_of_the_old_key_stays_good_after_the_change() => Assert.Null(Verifier.Verify(Signed(Old, Some.Now), Some.At(Change + Some.Day)).Fault);

    [Fact]
    public void The_old_key_signs_until_the_instant_of_the_change()
    {
        Assert.Null(Judged(Old, Change - 1));
        Assert.Equal(FaultCode.RootKeyPeriod, Judged(Old, Change));
    }

    [Fact]
    public void The_new_key_signs_from_the_instant_of_the_change()
    {
        Assert.Equal(FaultCode.RootKeyPeriod, Judged(New, Change - 1));
        Assert.Null(Judged(New, Change));
    }

    [Fact]
    public void A_key_that_is_not_pinned_signs_at_no_time() => Assert.NotNull(Judged(Some.Key(203), Change));

    [Fact]
    public void An_old_key_in_wrong_hands_makes_no_license_that_says_when_it_was_made() =>
        Assert.All([Change, Change + Some.Day, Change + (1000 * Some.Day)], iat => Assert.Equal(FaultCode.RootKeyPeriod, Judged(Old, iat)));

    private static FaultCode? Judged(SigningKey root, long iat) => Verifier.Verify(Signed(root, iat), Some.At(iat)).Fault?.Code;

    private static byte[] Signed(SigningKey root, long iat) => MasterLicense.Sign(
        MasterLicense.Claims(root.PublicKey, Some.Key(1).PublicKey, Some.Product, "Acme", null, "M", Some.At(iat)).Value!, root).Value!;
}
