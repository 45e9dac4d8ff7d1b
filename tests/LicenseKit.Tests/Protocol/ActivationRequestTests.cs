using CsCheck;
using LicenseKit.Protocol;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Protocol;

public sealed class ActivationRequestTests
{
    private static readonly SigningKey Key = Some.Key(2);
    private static readonly ActivationRequest ForFile = ActivationRequest.Sign(Key, Some.Product, Some.Now, "nonce-of-a-request---A");

    [Fact]
    public void A_request_file_is_read_as_it_was_made()
    {
        var read = ActivationRequest.ReadFile(ForFile.ToFile()).Value!;
        Assert.Equal((Key.PublicKey, Some.Product, ForFile.Jws, null), (read.Key, read.Product, read.Jws, read.Held));
    }

    [Fact]
    public void An_activation_proves_which_file_its_sender_holds()
    {
        var license = Some.Child(c => c with { Binding = null }).License;
        var request = ActivationRequest.Sign(Key, Some.Product, Some.Now, "nonce-of-one-request-A", license);
        var read = ActivationRequest.Read(request.Jws, Key.PublicKey.X).Value!;
        Assert.Equal(new HeldFile("L1", 1, ActivationRequest.ProofOf(license.Jws)), read.Held);
        Assert.NotEqual(ActivationRequest.ProofOf(Some.Child().Jws), read.Held!.Proof);
    }

    [Fact]
    public void A_request_of_another_key_than_the_one_beside_it_is_refused() =>
        Assert.Equal(FaultCode.WrongHeader, Code(ForFile.Jws, Some.Key(3).PublicKey.X));

    [Fact]
    public void A_request_that_names_another_key_or_issuer_than_its_signer_is_refused()
    {
        Assert.Equal(FaultCode.BadActivation, Code(Signed(Good.Replace(Key.PublicKey.X, Some.Key(3).PublicKey.X, StringComparison.Ordinal))));
        Assert.Equal(FaultCode.BadActivation, Code(Signed(Good.Replace(Key.PublicKey.Thumbprint, Some.Key(3).PublicKey.Thumbprint, StringComparison.Ordinal))));
    }

    [Fact]
    public void Any_byte_of_a_request_changed_refuses_it()
    {
        for (var i = 0; i < ForFile.Jws.Length; i++)
        {
            var changed = ForFile.Jws.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            Assert.NotNull(Code(new string(changed)));
        }
    }

    [Theory]
    [InlineData("\"v\":1", "\"v\":2", FaultCode.UnsupportedVersion)]
    [InlineData("\"v\":1", "\"w\":1", FaultCode.OutOfRange)]
    [InlineData("\"lk\":", "\"kl\":", FaultCode.MissingMember)]
    [InlineData("\"crv\":\"Ed25519\"", "\"crv\":\"X25519\"", FaultCode.BadKey)]
    [InlineData("\"aud\":\"acme.robot\",", "", FaultCode.MissingMember)]
    [InlineData("\"acme.robot\"", "1", FaultCode.MissingMember)]
    [InlineData("\"acme.robot\"", "\"\\ud800\"", FaultCode.NotCanonical)]
    [InlineData("\"Ed25519\"", "\"\\ud800\"", FaultCode.NotCanonical)]
    [InlineData("\"lk\":{", "\"lk\":{\"license\":{\"id\":\"L1\",\"proof\":\"x\",\"serial\":0},", FaultCode.OutOfRange)]
    [InlineData("\"lk\":{", "\"lk\":{\"license\":{\"id\":\"L1\",\"serial\":1},", FaultCode.MissingMember)]
    [InlineData("\"lk\":{", "\"lk\":{\"v\":1,", FaultCode.NotCanonical)]
    [InlineData("\"lk\":{", "\"lk\":{\"b\":1,\"a\":1,", FaultCode.NotCanonical)]
    [InlineData("\"lk\":{", "\"lk\": {", FaultCode.NotCanonical)]
    [InlineData("\"lk\":{", "\"lk\":{\"more\":1.5,", FaultCode.NotCanonical)]
    [InlineData("\"lk\":{", "\"lk\":{\"more\":-1,", FaultCode.NotCanonical)]
    [InlineData("\"lk\":{", "\"lk\":{\"more\":9007199254740992,", FaultCode.NotCanonical)]
    [InlineData("\"lk\":{", "\"lk\":{\"more\":null,", FaultCode.NotCanonical)]
    [InlineData("\"lk\":{", "\"lk\":{\"more\":\"\\n\",", FaultCode.NotCanonical)]
    [InlineData("\"lk\":{", "\"lk\":{\"more\":\"\\u0061\",", FaultCode.NotCanonical)]
    [InlineData("\"lk\":{", "\"lk\":{\"more\":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]],", FaultCode.NotCanonical)]
    [InlineData("nonce-of-a-request---A", "nonce-of-a-request---B", FaultCode.BadText)]
    [InlineData("nonce-of-a-request---A", "nonce", FaultCode.BadText)]
    [InlineData("\"lk\":{", "\"lk\":{\"more\":[{\"a\":\"\\udc00\"}],", FaultCode.NotCanonical)]
    public void A_signed_request_that_says_something_else_is_refused(string from, string to, FaultCode code) =>
        Assert.Equal(code, Code(Signed(Good.Replace(from, to, StringComparison.Ordinal))));

    [Fact]
    public void A_member_that_this_version_does_not_know_is_ignored() =>
        Assert.Null(Code(Signed(Good.Replace("\"lk\":{", "\"lk\":{\"more\":[1,true,{\"a\":\"\u00e9\\\"\"}],", StringComparison.Ordinal))));

    [Fact]
    public void A_request_of_any_bytes_is_refused_without_an_exception()
    {
        var payload = Some.Utf8(Good);
        Gen.Select(Gen.Int[0, payload.Length - 1], Gen.Byte, Gen.Int[0, payload.Length - 1], Gen.Byte).Sample((i, a, j, b) =>
        {
            var changed = (byte[])payload.Clone();
            (changed[i], changed[j]) = (a, b);
            ActivationRequest.Read(Jws.Sign(changed, DocumentType.Activation, Key), Key.PublicKey.X);
        }, iter: 3000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("\ud800")]
    [InlineData("{\"lk\":\"activation-request/2\",\"key\":\"KEY\",\"activation\":\"JWS\"}")]
    [InlineData("{\"lk\":\"activation-request/1\",\"key\":\"KEY\"}")]
    [InlineData("{\"lk\":\"activation-request/1\",\"activation\":\"JWS\"}")]
    [InlineData("{\"lk\":\"activation-request/1\",\"key\":1,\"activation\":\"JWS\"}")]
    [InlineData("{\"lk\":\"activation-request/1\",\"key\":\"KEY\",\"key\":\"KEY\",\"activation\":\"JWS\"}")]
    [InlineData("{\"lk\":\"activation-request/1\",\"key\":\"\\ud800\",\"activation\":\"JWS\"}")]
    [InlineData("{\"lk\":\"activation-request/1\",\"key\":\"KEY\",\"activation\":\"JWS\"} x")]
    public void A_text_that_is_no_request_file_is_refused(string file) =>
        Assert.Equal(FaultCode.BadRequestFile, ActivationRequest.ReadFile(file.Replace("KEY", Key.PublicKey.X, StringComparison.Ordinal).Replace("JWS", ForFile.Jws, StringComparison.Ordinal)).Fault?.Code);

    [Fact]
    public void A_request_is_not_longer_than_16_KiB_and_its_key_is_usable()
    {
        Assert.Equal(FaultCode.TooLarge, Code(new string('a', (16 * 1024) + 1)));
        Assert.Equal(FaultCode.BadKey, Code(ForFile.Jws, new string('A', 43)));
        Assert.Equal(FaultCode.BadKey, Code(ForFile.Jws, ""));
        Assert.Equal(FaultCode.NotCompactJws, Code("a.b"));
    }

    private static string Good => System.Text.Encoding.UTF8.GetString(Base64UrlText.Decode(ForFile.Jws.Split('.')[1], ForFile.Jws.Split('.')[1].Length * 3 / 4)!);

    private static string Signed(string payload) => Jws.Sign(Some.Utf8(payload), DocumentType.Activation, Key);

    private static FaultCode? Code(string jws, string? key = null) => ActivationRequest.Read(jws, key ?? Key.PublicKey.X).Fault?.Code;
}
