using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Signing;

public sealed class Ed25519Tests
{
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    public void The_vectors_of_RFC_8032_come_out(string seed, string publicKey, string message, string signature)
    {
        using var key = SigningKey.FromSeed(Convert.FromHexString(seed));
        var signed = new byte[64];
        key.Sign(Convert.FromHexString(message), signed);
        Assert.Equal(publicKey, Convert.ToHexStringLower(key.PublicKey.Bytes));
        Assert.Equal(signature, Convert.ToHexStringLower(signed));
    }

    [Fact]
    public void The_key_of_RFC_8037_has_its_thumbprint() // appendix A.3
    {
        Assert.True(PublicKey.TryCreate("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", out var key));
        Assert.Equal("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", key.Thumbprint);
    }

    [Fact]
    public void The_signing_input_of_RFC_8037_gives_its_signature() // appendix A.4
    {
        using var key = SigningKey.FromSeed(Base64UrlText.Decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A", 32)!);
        var signed = new byte[64];
        key.Sign("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"u8, signed);
        Assert.Equal("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg", Base64UrlText.Encode(signed));
    }

    [Fact]
    public void A_key_survives_its_PEM()
    {
        using var key = SigningKey.Create();
        Assert.True(SigningKey.TryFromPem(key.ExportPem(), out var again));
        Assert.Equal(key.PublicKey, again.PublicKey);
        Assert.True(PublicKey.TryParse(key.PublicKey.ToPem(), out var publicKey));
        Assert.Equal(key.PublicKey, publicKey);
        again.Dispose();
    }

    [Fact]
    public void A_key_never_shows_its_private_half() =>
        Assert.Equal($"SigningKey({Some.Root.PublicKey.Thumbprint})", Some.Root.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----")]
    [InlineData("\ud800")]
    public void Text_that_is_no_private_key_is_refused(string pem) => Assert.False(SigningKey.TryFromPem(pem, out _));

    [Fact]
    public void A_root_key_is_read_as_PEM_or_as_the_bare_base64()
    {
        var pem = Some.Root.PublicKey.ToPem();
        var bare = string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-'))).Trim();
        Assert.StartsWith("MCowBQYDK2VwAyEA", bare, StringComparison.Ordinal);
        Assert.Equal(Some.Root.PublicKey, RootKey.Parse(pem).Key);
        Assert.Equal(Some.Root.PublicKey, RootKey.Parse(bare).Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MCowBQYDK2VwAyEA")]
    [InlineData("MCowBQYDK2VwAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")] // y = 0
    [InlineData("MCowBQYDK2VvAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")] // the object id of X448
    public void Text_that_is_no_usable_root_key_is_misuse(string text) => Assert.Throws<FormatException>(() => RootKey.Parse(text));
}
