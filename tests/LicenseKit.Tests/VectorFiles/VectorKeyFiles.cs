using System.Buffers.Binary;
using System.Security.Cryptography;
using LicenseKit.Signing;
using NSec.Cryptography;
using PublicKey = LicenseKit.Signing.PublicKey;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Private keys as they are stored, and what others make of such files.</summary>
internal static class VectorKeyFiles
{
    private const string Passphrase = "correct horse battery staple";
    private const int Memory = 1;
    private const int Passes = 5;
    private const int Public = 46;
    private const int Box = 78;

    /// <summary>The seed in every file that opens; no two bytes are the same, so that an order other than RFC 8032's shows.</summary>
    public static readonly byte[] Seed = Range(1, 32);

    private static readonly byte[] SaltAndNonce = Range(0xa0, 40);
    private static readonly PublicKey Key = SigningKey.FromSeed(Seed).PublicKey;
    private static readonly byte[] PlainBytes = [.. Convert.FromHexString("302e020100300506032b657004220420"), .. Seed];
    private static readonly string Plain = Pem("PRIVATE KEY", PlainBytes);
    private static readonly string Encrypted = Write(Passphrase);
    private static readonly byte[] EncryptedBytes = Convert.FromBase64String(Encrypted[PemEncoding.Find(Encrypted).Base64Data]);

    public static IReadOnlyList<VectorKeyFile> All { get; } = [.. Opened(), .. Passphrases(), .. Texts(), .. Headers(), .. Boxes(), .. PlainOnes()];

    private static IEnumerable<VectorKeyFile> Opened() =>
    [
        new("A plain key.", Plain, null),
        new("A plain key; the passphrase is not looked at.", Plain, Passphrase),
        new("Encrypted at the least cost: 8 KiB, one pass.", Encrypted, Passphrase),
        new("Encrypted at the cost that is written: 64 MiB, three passes.", Write(Passphrase, 64 * 1024, 3), Passphrase),
        new("The most passes, ten.", Write(Passphrase, passes: 10), Passphrase),
        new("1023 KiB: Argon2 fills 1020 of them (RFC 9106 §3.2), and hashes 1023.", Write(Passphrase, memory: 1023), Passphrase),
        new("Line ends of Windows.", Encrypted.ReplaceLineEndings("\r\n"), Passphrase),
        new("A plain key with line ends of Windows.", Plain.ReplaceLineEndings("\r\n"), null),
        new("White space around the block.", $"\r\n \t{Encrypted}\n\n ", Passphrase),
        new("No line end after the block.", Encrypted.TrimEnd(), Passphrase),
        new("The base64 on one line.", OneLine(), Passphrase),
        new("A plain key with its base64 on several lines.", Plain.Replace("MC4CAQAw", "MC4C\nAQAw\n", StringComparison.Ordinal), null),
        new("White space in the lines.", Plain.Replace("MC4CAQAw", " MC4C\tAQ Aw", StringComparison.Ordinal), null),
    ];

    private static IEnumerable<VectorKeyFile> Passphrases()
    {
        yield return new("No passphrase.", Encrypted, null, FaultCode.PassphraseNeeded);
        yield return new("An empty passphrase is none.", Encrypted, "", FaultCode.PassphraseNeeded);
        yield return new("One letter in the other case.", Encrypted, "Correct horse battery staple", FaultCode.WrongPassphrase);
        yield return new("One letter less.", Encrypted, Passphrase[..^1], FaultCode.WrongPassphrase);

        var spaced = Write(" two  spaces ");
        yield return new("White space counts.", spaced, " two  spaces ");
        yield return new("White space around the passphrase is not cut.", spaced, "two  spaces", FaultCode.WrongPassphrase);

        var composed = Write("Z\u00fcrich");
        yield return new("A composed letter.", composed, "Z\u00fcrich");
        yield return new("The same letter decomposed: NFC makes one of both.", composed, "Zu\u0308rich");
        yield return new("Written under the decomposed form, which gives the same file.", NormalForm.IsKnown ? Write("Zu\u0308rich") : composed, "Z\u00fcrich");
        yield return new("The same letters without the dots.", composed, "Zurich", FaultCode.WrongPassphrase);

        var ligature = Write("\ufb01ve");
        yield return new("A ligature.", ligature, "\ufb01ve");
        yield return new("NFC keeps the ligature, which NFKC would not.", ligature, "five", FaultCode.WrongPassphrase);

        yield return new("Beyond the BMP, and an emoji of several characters.", Write("\ud83d\udd11 \ud83d\udc69\u200d\ud83d\ude80"), "\ud83d\udd11 \ud83d\udc69\u200d\ud83d\ude80");

        var zero = Write("open\0sesame");
        yield return new("A passphrase with U+0000.", zero, "open\0sesame");
        yield return new("A passphrase does not end at U+0000.", zero, "open", FaultCode.WrongPassphrase);

        var lengthy = string.Concat(Enumerable.Repeat("0123456789", 100));
        yield return new("1000 characters.", Write(lengthy), lengthy);
        yield return new("The first 999 of 1000 characters.", Write(lengthy), lengthy[..^1], FaultCode.WrongPassphrase);
    }

    private static IEnumerable<VectorKeyFile> Texts()
    {
        var label = EncryptedSeed.Label;
        yield return Bad("Nothing.", "");
        yield return Bad("Text before the block.", "key:\n" + Encrypted);
        yield return Bad("Text after the block.", Encrypted + "key\n");
        yield return Bad("Two blocks.", Encrypted + Encrypted);
        yield return Bad("A plain key, then an encrypted one.", Plain + Encrypted);
        yield return Bad("Cut in the base64.", Encrypted[..100]);
        yield return Bad("Cut before the last line.", Encrypted[..Encrypted.IndexOf("-----END", StringComparison.Ordinal)]);
        yield return Bad("No block around the base64.", Convert.ToBase64String(EncryptedBytes));
        yield return Bad("The label of PKCS#8 under a passphrase (RFC 5958).", Pem("ENCRYPTED PRIVATE KEY", EncryptedBytes));
        yield return Bad("The label of a plain key over an encrypted one.", Pem("PRIVATE KEY", EncryptedBytes));
        yield return Bad("The label in lower case.", Encrypted.Replace(label, label.ToLowerInvariant(), StringComparison.Ordinal));
        yield return Bad("Another label at the end than at the beginning.", Encrypted.Replace("END " + label, "END PRIVATE KEY", StringComparison.Ordinal));
        yield return Bad("A header in the block (RFC 1421).", Encrypted.Replace($"BEGIN {label}-----\n", $"BEGIN {label}-----\nProc-Type: 4,ENCRYPTED\n\n", StringComparison.Ordinal));
        yield return Bad("A character that is no base64.", Encrypted.Replace("AQAAAA", "AQAA*A", StringComparison.Ordinal));
        yield return Bad("4097 characters.", Encrypted.PadRight(4097));
        yield return new("4096 characters.", Encrypted.PadRight(4096), Passphrase);
    }

    private static IEnumerable<VectorKeyFile> Headers()
    {
        yield return Bad("The last byte is missing.", Pem(EncryptedBytes[..^1]));
        yield return Bad("A byte follows.", Pem([.. EncryptedBytes, 0]));
        yield return Bad("No bytes.", Pem([]));
        yield return Bad("Version 0.", Changed(bytes => bytes[0] = 0));
        yield return Bad("Version 2.", Changed(bytes => bytes[0] = 2));
        foreach (var (memory, what) in ((uint, string)[])[(0, "No memory."), (7, "7 KiB, less than Argon2's least."), ((1024 * 1024) + 1, "1 GiB and 1 KiB, more than is computed."), (0x08000000, "The memory in the other byte order."), (uint.MaxValue, "4 TiB.")])
        {
            yield return Bad(what, Changed(bytes => BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Memory), memory)));
        }

        foreach (var (passes, what) in ((byte, string)[])[(0, "No pass."), (11, "11 passes, more than are computed."), (255, "255 passes.")])
        {
            yield return Bad(what, Changed(bytes => bytes[Passes] = passes));
        }

        yield return Wrong("Another memory.", bytes => bytes[Memory + 3]++);
        yield return Wrong("Another number of passes.", bytes => bytes[Passes]++);
        yield return Wrong("One bit of the salt.", bytes => bytes[6] ^= 1);
        yield return Wrong("One bit of the nonce's beginning.", bytes => bytes[22] ^= 1);
        yield return Wrong("One bit of the nonce's end.", bytes => bytes[45] ^= 1);
        yield return Wrong("Another public key.", bytes => Some.Key(7).PublicKey.Bytes.CopyTo(bytes.AsSpan(Public)));
        yield return Bad("A public key of small order.", Changed(bytes => bytes.AsSpan(Public, PublicKey.Size).Clear()));
        yield return Bad("A public key that is not canonical: y = p + 3.", Changed(bytes => HostileSignatures.BadKeys().First(k => k.Name == "p-plus-3").Key.CopyTo(bytes, Public)));
    }

    private static IEnumerable<VectorKeyFile> Boxes()
    {
        yield return Wrong("One bit of the encrypted seed.", bytes => bytes[Box] ^= 1);
        yield return Wrong("One bit of the tag.", bytes => bytes[^1] ^= 0x80);
        yield return Wrong("A tag of zeros.", bytes => bytes.AsSpan(Box + 32).Clear());
        yield return Wrong("A box that leaves the header out of its associated data.", bytes => Seal(bytes, []));
        yield return Wrong("A box whose associated data is the public key only.", bytes => Seal(bytes, bytes.AsSpan(Public, PublicKey.Size)));
        yield return Bad("A box that holds another key than the one it names, under the right passphrase.", EncryptedSeed.Write(Seed, Some.Key(7).PublicKey, Passphrase, Cost(8, 1), SaltAndNonce));
    }

    private static IEnumerable<VectorKeyFile> PlainOnes()
    {
        yield return Bad("A plain key, cut.", Pem("PRIVATE KEY", PlainBytes[..^1]));
        yield return Bad("A plain key with a byte after it.", Pem("PRIVATE KEY", [.. PlainBytes, 0]));
        yield return Bad("A plain key of X25519 (RFC 8410 §3).", Pem("PRIVATE KEY", [.. PlainBytes.Select((b, i) => i == 11 ? (byte)0x6e : b)]));
        yield return Bad("The seed alone.", Pem("PRIVATE KEY", Seed));
        yield return Bad("A plain key under the label of an encrypted one.", Pem(PlainBytes));
        yield return Bad("Two plain keys.", Plain + Plain);
        yield return Bad("The public half.", Key.ToPem());
    }

    private static VectorKeyFile Bad(string what, string text) => new(what, text, Passphrase, FaultCode.BadKey);

    private static VectorKeyFile Wrong(string what, Action<byte[]> change) => new(what, Changed(change), Passphrase, FaultCode.WrongPassphrase);

    private static string Changed(Action<byte[]> change)
    {
        var bytes = (byte[])EncryptedBytes.Clone();
        change(bytes);
        return Pem(bytes);
    }

    private static void Seal(byte[] bytes, ReadOnlySpan<byte> associated)
    {
        using var key = PasswordBasedKeyDerivationAlgorithm.Argon2id(Cost(8, 1)).DeriveKey(Some.Utf8(Passphrase), bytes.AsSpan(6, 16), AeadAlgorithm.XChaCha20Poly1305);
        AeadAlgorithm.XChaCha20Poly1305.Encrypt(key, bytes.AsSpan(22, 24), associated, Seed, bytes.AsSpan(Box));
    }

    private static string Write(string passphrase, int memory = 8, int passes = 1) => EncryptedSeed.Write(Seed, Key, NormalForm.Of(passphrase) ?? passphrase, Cost(memory, passes), SaltAndNonce);

    private static Argon2Parameters Cost(int memory, int passes) => new() { DegreeOfParallelism = 1, MemorySize = memory, NumberOfPasses = passes };

    private static string Pem(byte[] bytes) => Pem(EncryptedSeed.Label, bytes);

    private static string Pem(string label, byte[] bytes) => PemEncoding.WriteString(label, bytes) + "\n";

    private static string OneLine() => $"-----BEGIN {EncryptedSeed.Label}-----\n{Convert.ToBase64String(EncryptedBytes)}\n-----END {EncryptedSeed.Label}-----\n";

    private static byte[] Range(int first, int count) => [.. Enumerable.Range(first, count).Select(i => (byte)i)];
}
