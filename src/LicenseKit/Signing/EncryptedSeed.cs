using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace LicenseKit.Signing;

/// <summary>The seed of a key pair under a passphrase: Argon2id (RFC 9106) makes the key of an XChaCha20-Poly1305 box.</summary>
/// <remarks>
/// Layout, integers big-endian; everything before the box is its associated data:
/// <code>
///   0    1  version, 1
///   1    4  Argon2id memory in KiB (one lane)
///   5    1  Argon2id passes
///   6   16  salt
///  22   24  nonce
///  46   32  public key
///  78   48  box: the 32 byte seed (RFC 8032 §5.1.5), then the tag
/// </code>
/// </remarks>
internal sealed class EncryptedSeed
{
    public const string Label = "LICENSEKIT ENCRYPTED KEY";

    /// <summary>What is written: 64 MiB and three passes, the memory and passes of RFC 9106 §4's second choice, above OWASP's least (46 MiB, one pass).</summary>
    public static readonly Argon2Parameters Written = new() { DegreeOfParallelism = 1, MemorySize = 64 * 1024, NumberOfPasses = 3 };

    private const byte Version = 1;
    private const int Salt = 6;
    private const int Nonce = 22;
    private const int Public = 46;
    private const int Box = 78;
    private const int Size = 126;
    private const int SeedSize = 32;
    private const int LeastMemory = 8;
    private const int MostMemory = 1024 * 1024;
    private const int MostPasses = 10;

    private readonly byte[] _bytes;

    private EncryptedSeed(byte[] bytes, PublicKey publicKey)
    {
        _bytes = bytes;
        PublicKey = publicKey;
    }

    /// <summary>The half that may be shown; the box opens only under it.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>One passphrase from every keyboard: NFC, or nothing. Under another form the same passphrase would open here only.</summary>
    private static LicenseFault NotNormalized => new(FaultCode.Configuration, "The passphrase has characters from U+0300 on, which this program cannot bring to Unicode's form NFC.", NormalForm.Remedy);

    /// <summary>False for anything but one PEM block of this label and layout.</summary>
    public static bool TryParse(string pem, [NotNullWhen(true)] out EncryptedSeed? seed)
    {
        seed = null;
        var text = pem.AsSpan().Trim();
        var bytes = new byte[Size];
        if (!PemEncoding.TryFind(text, out var found) || found.Location.GetOffsetAndLength(text.Length) != (0, text.Length) || !text[found.Label].SequenceEqual(Label)
            || found.DecodedDataLength != Size || !Convert.TryFromBase64Chars(text[found.Base64Data], bytes, out _)
            || bytes[0] != Version || !PublicKey.TryCreate(bytes.AsSpan(Public, PublicKey.Size), out var publicKey))
        {
            return false;
        }

        seed = new EncryptedSeed(bytes, publicKey);
        return true;
    }

    /// <summary>The seed of a key pair as PEM under a passphrase, with a fresh salt and nonce; LK8004 where the passphrase cannot be normalized.</summary>
    public static Outcome<string> Write(ReadOnlySpan<byte> seed, PublicKey publicKey, string passphrase, Argon2Parameters cost) =>
        NormalForm.Of(passphrase) is { } normal ? Write(seed, publicKey, normal, cost, RandomNumberGenerator.GetBytes(Public - Salt)) : NotNormalized;

    /// <summary>The same under a passphrase in form NFC, with a salt and nonce that were used before: only for vectors, which must come out the same again.</summary>
    public static string Write(ReadOnlySpan<byte> seed, PublicKey publicKey, string normal, Argon2Parameters cost, ReadOnlySpan<byte> saltAndNonce)
    {
        var bytes = new byte[Size];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), (int)cost.MemorySize);
        bytes[5] = (byte)cost.NumberOfPasses;
        saltAndNonce.CopyTo(bytes.AsSpan(Salt, Public - Salt));
        publicKey.Bytes.CopyTo(bytes.AsSpan(Public));
        using var key = Derive(normal, bytes.AsSpan(Salt, Nonce - Salt), cost);
        AeadAlgorithm.XChaCha20Poly1305.Encrypt(key, bytes.AsSpan(Nonce, Public - Nonce), bytes.AsSpan(0, Box), seed, bytes.AsSpan(Box));
        return PemEncoding.WriteString(Label, bytes) + "\n";
    }

    /// <summary>The key pair, LK8004 where the passphrase cannot be normalized; parameters that would eat the machine are refused before anything is computed.</summary>
    public Outcome<SigningKey> Open(string passphrase, KeyExportPolicies exports = KeyExportPolicies.None)
    {
        var (memory, passes) = (BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(1)), _bytes[5]);
        if (memory is < LeastMemory or > MostMemory || passes is < 1 or > MostPasses)
        {
            return new LicenseFault(FaultCode.BadKey, $"The encrypted key asks for {memory} KiB and {passes} passes of Argon2id; at most {MostMemory} KiB and {MostPasses} passes are computed.",
                "Use a key file as LicenseKit wrote it.");
        }

        if (NormalForm.Of(passphrase) is not { } normal)
        {
            return NotNormalized;
        }

        Span<byte> seed = stackalloc byte[SeedSize];
        try
        {
            using var key = Derive(normal, _bytes.AsSpan(Salt, Nonce - Salt), new() { DegreeOfParallelism = 1, MemorySize = (int)memory, NumberOfPasses = passes });
            if (!AeadAlgorithm.XChaCha20Poly1305.Decrypt(key, _bytes.AsSpan(Nonce, Public - Nonce), _bytes.AsSpan(0, Box), _bytes.AsSpan(Box), seed))
            {
                return new LicenseFault(FaultCode.WrongPassphrase, $"The passphrase does not open the encrypted key {PublicKey.Thumbprint}, or its file was changed.",
                    "Type the passphrase again, or restore the file from its backup.");
            }

            var opened = SigningKey.FromSeed(seed, exports);
            if (opened.PublicKey.Equals(PublicKey))
            {
                return opened;
            }

            opened.Dispose();
            return new LicenseFault(FaultCode.BadKey, "The encrypted key names a public half that is not its own.", "Use a key file as LicenseKit wrote it.");
        }
        catch (CryptographicException)
        {
            return new LicenseFault(FaultCode.BadKey, $"The encrypted key needs {memory} KiB of memory to be opened, which this machine does not give.", "Open it where there is more memory.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    private static Key Derive(string passphrase, ReadOnlySpan<byte> salt, in Argon2Parameters cost)
    {
        var bytes = Encoding.UTF8.GetBytes(passphrase);
        try
        {
            return PasswordBasedKeyDerivationAlgorithm.Argon2id(cost).DeriveKey(bytes, salt, AeadAlgorithm.XChaCha20Poly1305);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
