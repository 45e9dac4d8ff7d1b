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
    public async Task A_signer_elsewhere_makes_the_same_document_as_the_key_here() => Assert.Equal(Jws.Sign("{}"u8, DocumentType.Lease, Key), await SignAsync(new Elsewhere(Key.Sign)));

    [Fact]
    public Task A_signer_that_signs_with_another_key_makes_no_document() => RefusedAsync(Some.Key(10).Sign);

    [Fact]
    public Task A_signer_that_signs_something_else_makes_no_document() => RefusedAsync((_, signature) => Key.Sign("other"u8, signature));

    [Fact]
    public Task A_signer_that_writes_nothing_makes_no_document() => RefusedAsync((_, _) => { });

    [Fact]
    public Task A_signer_that_writes_garbage_makes_no_document() => RefusedAsync((_, signature) => signature.Fill(0x5a));

    [Fact]
    public async Task A_signer_that_becomes_another_key_while_it_signs_makes_no_document()
    {
        Elsewhere becoming = null!;
        becoming = new Elsewhere((data, signature) =>
        {
            becoming.PublicKey = Some.Key(10).PublicKey;
            Some.Key(10).Sign(data, signature);
        });

        await Assert.ThrowsAsync<SigningException>(() => SignAsync(becoming));
    }

    [Fact]
    public async Task A_signer_that_signs_something_else_makes_no_license_in_XML()
    {
        var made = await XmlLicenses.SignAsync(Some.Child().Claims, Some.Master().Verified(), new Elsewhere((_, signature) => Key.Sign("other"u8, signature)), TestContext.Current.CancellationToken);
        Assert.Equal(FaultCode.CannotSign, made.Fault!.Code);
    }

    [Fact]
    public async Task A_signer_that_throws_is_one_that_cannot_sign()
    {
        var broken = new TimeZoneNotFoundException("no token in the reader");

        Assert.Same(broken, (await RefusedAsync((_, _) => throw broken)).InnerException);
    }

    [Fact]
    public async Task A_signer_that_says_why_it_cannot_sign_is_believed()
    {
        var why = new SigningException("locked");

        Assert.Same(why, await RefusedAsync((_, _) => throw why));
    }

    [Fact]
    public async Task A_root_key_elsewhere_that_cannot_sign_is_a_fault()
    {
        var made = await MasterLicense.MakeAsync(new Elsewhere((_, _) => throw new SigningException("pin 1234 is wrong")),
            Some.Key(1).PublicKey, Some.Product, "Acme", null, "M", Some.At(Some.Now), TestContext.Current.CancellationToken);

        Assert.Equal(FaultCode.CannotSign, made.Fault!.Code);
        Assert.DoesNotContain("1234", made.Fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_key_elsewhere_makes_a_Master_that_verifies()
    {
        var made = (await MasterLicense.MakeAsync(new Elsewhere(Key.Sign), Some.Key(1).PublicKey, Some.Product, "Acme", null, "M", Some.At(Some.Now), TestContext.Current.CancellationToken)).Value!;

        Assert.Null(new LicenseKit.Chains.Verifier(Some.Product, new RootKey(Key.PublicKey)).Verify(made, Some.At(Some.Now)).Fault);
    }

    private static async Task<string> SignAsync(ISigner signer) =>
        (await new Document(DocumentType.Lease, "{}"u8, signer.PublicKey).SignAsync(signer, TestContext.Current.CancellationToken)).Compact;

    private static Task<SigningException> RefusedAsync(Signing signing) => Assert.ThrowsAsync<SigningException>(() => SignAsync(new Elsewhere(signing)));

    private delegate void Signing(ReadOnlySpan<byte> data, Span<byte> signature);

    private sealed class Elsewhere(Signing signing) : ISigner
    {
        public PublicKey PublicKey { get; set; } = Key.PublicKey;

        public async ValueTask SignAsync(ReadOnlyMemory<byte> data, Memory<byte> signature, CancellationToken cancellationToken)
        {
            await Task.Yield();
            signing(data.Span, signature.Span);
        }
    }
}
