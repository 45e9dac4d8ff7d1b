using LicenseKit.Issuing;
using LicenseKit.Signing;
using LicenseKit.Xml;
using Xunit;

namespace LicenseKit.Tests.Signing;

/// <summary>A signer that lives elsewhere is asked, and not trusted to have signed.</summary>
public sealed class SignerTests
{
    private static readonly SigningKey Key = Some.Key(9);

    [Fact]
    public void A_signer_elsewhere_makes_the_same_document_as_the_key_here() => Assert.Equal(Sign(Key), Sign(new Elsewhere(Key.Sign)));

    [Fact]
    public void A_signer_that_signs_with_another_key_makes_no_document() => Refused(Some.Key(10).Sign);

    [Fact]
    public void A_signer_that_signs_something_else_makes_no_document() => Refused((_, signature) => Key.Sign("other"u8, signature));

    [Fact]
    public void A_signer_that_writes_nothing_makes_no_document() => Refused((_, _) => { });

    [Fact]
    public void A_signer_that_writes_garbage_makes_no_document() => Refused((_, signature) => signature.Fill(0x5a));

    [Fact]
    public void A_signer_that_becomes_another_key_while_it_signs_makes_no_document()
    {
        Elsewhere becoming = null!;
        becoming = new Elsewhere((data, signature) =>
        {
            becoming.PublicKey = Some.Key(10).PublicKey;
            Some.Key(10).Sign(data, signature);
        });

        Assert.Throws<SigningException>(() => Sign(becoming));
    }

    [Fact]
    public void A_signer_that_signs_something_else_makes_no_license_in_XML() =>
        Assert.Equal(FaultCode.CannotSign, XmlLicenses.Sign(Some.Master().Claims, new Elsewhere((_, signature) => Key.Sign("other"u8, signature))).Fault!.Code);

    [Fact]
    public void A_signer_that_throws_is_one_that_cannot_sign()
    {
        var broken = new TimeZoneNotFoundException("no token in the reader");

        Assert.Same(broken, Refused((_, _) => throw broken).InnerException);
    }

    [Fact]
    public void A_signer_that_says_why_it_cannot_sign_is_believed()
    {
        var why = new SigningException("locked");

        Assert.Same(why, Refused((_, _) => throw why));
    }

    [Fact]
    public void A_root_key_elsewhere_that_cannot_sign_is_a_fault()
    {
        var made = MasterLicense.Make(new Elsewhere((_, _) => throw new SigningException("pin 1234 is wrong")), Some.Key(1).PublicKey, Some.Product, "Acme", null, "M", Some.At(Some.Now));

        Assert.Equal(FaultCode.CannotSign, made.Fault!.Code);
        Assert.DoesNotContain("1234", made.Fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_key_elsewhere_makes_a_Master_that_verifies()
    {
        var made = MasterLicense.Make(new Elsewhere(Key.Sign), Some.Key(1).PublicKey, Some.Product, "Acme", null, "M", Some.At(Some.Now)).Value!;

        Assert.Null(new LicenseKit.Chains.Verifier(Some.Product, new RootKey(Key.PublicKey)).Verify(made, Some.At(Some.Now)).Fault);
    }

    private static string Sign(ISigner signer) => Jws.Sign("{}"u8, DocumentType.Lease, signer);

    private static SigningException Refused(Signing signing) => Assert.Throws<SigningException>(() => Sign(new Elsewhere(signing)));

    private delegate void Signing(ReadOnlySpan<byte> data, Span<byte> signature);

    private sealed class Elsewhere(Signing signing) : ISigner
    {
        public PublicKey PublicKey { get; set; } = Key.PublicKey;

        public void Sign(ReadOnlySpan<byte> data, Span<byte> signature) => signing(data, signature);
    }
}
