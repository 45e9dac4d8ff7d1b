using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LicenseKit.Signing;
using NSec.Cryptography;
using Xunit;

namespace LicenseKit.Tests.Signing;

/// <summary>How a private key is kept: plain or under a passphrase, and what a hostile key file gets.</summary>
public sealed class StoredKeyTests
{
    private const string Passphrase = "correct horse battery staple";
    private const int Box = 78;

    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly SigningKey Pair = SigningKey.FromSeed(Seed);
    private static readonly string Encrypted = Write(Passphrase);

    [Fact]
    public void A_new_key_is_kept_under_its_passphrase_and_signs_when_it_is_opened()
    {
        using var key = SigningKey.Create();

        var stored = StoredKey.Read(StoredKey.Write(key, Passphrase).Value!).Value!;
        using var opened = stored.Open(Passphrase).Value!;

        Assert.Equal((true, key.PublicKey, key.PublicKey), (stored.IsEncrypted, stored.PublicKey, opened.PublicKey));
        Assert.Equal(Signature(key), Signature(opened));
        Assert.ThrowsAny<Exception>(() => opened.ExportPem());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_passphrase_a_key_is_plain(string? none)
    {
        using var key = SigningKey.Create();

        var stored = StoredKey.Read(StoredKey.Write(key, none).Value!).Value!;
        using var opened = stored.Open(none).Value!;

        Assert.Equal((false, key.PublicKey, key.PublicKey), (stored.IsEncrypted, stored.PublicKey, opened.PublicKey));
    }

    [Fact]
    public void What_is_written_costs_what_the_documentation_says()
    {
        using var key = SigningKey.Create();

        var bytes = Bytes(StoredKey.Write(key, Passphrase).Value!);

        Assert.Equal((1, 64 * 1024, 3, 126), (bytes[0], BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1)), bytes[5], bytes.Length));
        Assert.Equal(key.PublicKey.Bytes, bytes.AsSpan(46, 32));
    }

    [Fact]
    public void Two_files_of_one_key_have_nothing_in_common_but_cost_and_public_half()
    {
        var (one, other) = (Bytes(Write(Passphrase)), Bytes(Write(Passphrase)));

        Assert.Equal(one[..6], other[..6]);
        Assert.Equal(one[46..Box], other[46..Box]);
        Assert.NotEqual(one[6..22], other[6..22]);
        Assert.NotEqual(one[22..46], other[22..46]);
        Assert.NotEqual(one[Box..], other[Box..]);
    }

    [Fact]
    public void The_seed_is_nowhere_in_the_file() => Assert.True(Bytes(Encrypted).AsSpan().IndexOf(Seed.AsSpan(0, 4)) < 0);

    [Theory]
    [InlineData("correct horse battery stapl")]
    [InlineData("Correct horse battery staple")]
    [InlineData("correct horse battery staple ")]
    [InlineData("\ud800")]
    [InlineData("\ufffe")]
    public void Another_passphrase_does_not_open_it_and_the_fault_tells_nothing_of_either(string wrong)
    {
        var fault = StoredKey.Read(Encrypted).Value!.Open(wrong).Fault!;

        Assert.Equal(NormalForm.Of(wrong) is null ? FaultCode.Configuration : FaultCode.WrongPassphrase, fault.Code);
        Assert.DoesNotContain(wrong, fault.ToString(), StringComparison.Ordinal);
        Assert.Null(fault.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_encrypted_key_wants_a_passphrase(string? none) =>
        Assert.Equal(FaultCode.PassphraseNeeded, StoredKey.Read(Encrypted).Value!.Open(none).Fault!.Code);

    [Fact]
    public void A_passphrase_is_the_same_from_every_keyboard()
    {
        var outcome = StoredKey.Read(Write("Z\u00fcrich")).Value!.Open("Zu\u0308rich");
        using var opened = outcome.Value;

        Assert.Equal(NormalForm.IsKnown ? null : FaultCode.Configuration, outcome.Fault?.Code);
    }

    [Fact]
    public void Any_byte_changed_is_refused()
    {
        var good = Bytes(Encrypted);
        for (var i = 0; i < good.Length; i++)
        {
            var changed = (byte[])good.Clone();
            changed[i] ^= i is >= 1 and <= 4 ? (byte)0x80 : (byte)1; // a memory that is out of bounds, so that no test computes with gigabytes

            var outcome = Open(changed);

            Assert.True(outcome.Fault?.Code is FaultCode.WrongPassphrase or FaultCode.BadKey, $"byte {i}: {outcome.Fault}");
        }
    }

    [Theory]
    [InlineData(1024 * 1024, 11)]
    [InlineData(8, 0)]
    [InlineData(8, 255)]
    [InlineData(7, 3)]
    [InlineData((1024 * 1024) + 1, 1)]
    [InlineData(uint.MaxValue, 1)]
    public void A_file_that_would_eat_the_machine_is_refused_before_anything_is_computed(uint memory, byte passes)
    {
        var hostile = Bytes(Encrypted);
        BinaryPrimitives.WriteUInt32BigEndian(hostile.AsSpan(1), memory);
        hostile[5] = passes;

        // Had it been computed, the passphrase would have been the wrong one for the changed bytes.
        Assert.Equal(FaultCode.BadKey, Open(hostile).Fault!.Code);
    }

    [Fact]
    public void The_least_cost_that_is_read_opens() => Assert.NotNull(Open(Bytes(Write(Passphrase, memory: 8, passes: 10))).Value);

    [Fact]
    public void A_box_that_holds_another_key_than_it_names_is_refused()
    {
        var pem = EncryptedSeed.Write(Seed, Some.Key(7).PublicKey, Passphrase, Cost()).Value!;

        Assert.Equal(FaultCode.BadKey, StoredKey.Read(pem).Value!.Open(Passphrase).Fault!.Code);
    }

    [Fact]
    public void A_key_file_of_small_order_is_none()
    {
        var hostile = Bytes(Encrypted);
        hostile.AsSpan(46, 32).Clear();

        Assert.Equal(FaultCode.BadKey, StoredKey.Read(Pem(hostile)).Fault!.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN LICENSEKIT ENCRYPTED KEY-----\n-----END LICENSEKIT ENCRYPTED KEY-----")]
    [InlineData("-----BEGIN LICENSEKIT ENCRYPTED KEY-----\nAQ==\n-----END LICENSEKIT ENCRYPTED KEY-----")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAQ==\n-----END ENCRYPTED PRIVATE KEY-----")]
    [InlineData("-----BEGIN LICENSEKIT ENCRYPTED KEY-----")]
    public void Other_text_is_no_key(string text) => Assert.Equal(FaultCode.BadKey, StoredKey.Read(text).Fault!.Code);

    [Theory]
    [InlineData("x{0}")]
    [InlineData("{0}x")]
    [InlineData("{0}{0}")]
    public void A_key_file_is_one_block_and_nothing_else(string form) =>
        Assert.Equal(FaultCode.BadKey, StoredKey.Read(string.Format(null, form, Encrypted)).Fault!.Code);

    [Fact]
    public void A_text_of_any_size_is_refused_by_its_length() =>
        Assert.Equal(FaultCode.BadKey, StoredKey.Read(Encrypted + new string(' ', 5000)).Fault!.Code);

    [Fact]
    public void Line_ends_of_an_editor_do_no_harm()
    {
        using var opened = StoredKey.Read("\r\n" + Encrypted.ReplaceLineEndings("\r\n") + "\r\n").Value!.Open(Passphrase).Value!;

        Assert.Equal(Pair.PublicKey, opened.PublicKey);
    }

    [Fact]
    public void No_text_form_of_a_stored_key_shows_its_secret()
    {
        using var key = SigningKey.Create();
        var pem = key.ExportPem();

        Assert.Equal($"StoredKey({key.PublicKey.Thumbprint})", StoredKey.Read(pem).Value!.ToString());
    }

    private static Outcome<SigningKey> Open(byte[] bytes) => StoredKey.Read(Pem(bytes)).Is(out var stored, out var fault) ? stored.Open(Passphrase) : fault;

    private static string Write(string passphrase, int memory = 8, int passes = 1) => EncryptedSeed.Write(Seed, Pair.PublicKey, passphrase, Cost(memory, passes)).Value!;

    private static Argon2Parameters Cost(int memory = 8, int passes = 1) => new() { DegreeOfParallelism = 1, MemorySize = memory, NumberOfPasses = passes };

    private static byte[] Bytes(string pem) => Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);

    private static string Pem(byte[] bytes) => PemEncoding.WriteString(EncryptedSeed.Label, bytes);

    private static byte[] Signature(SigningKey key)
    {
        var signature = new byte[64];
        key.Sign(Encoding.ASCII.GetBytes("document"), signature);
        return signature;
    }
}
