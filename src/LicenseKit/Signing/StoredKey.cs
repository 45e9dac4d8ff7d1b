using NSec.Cryptography;

namespace LicenseKit.Signing;

/// <summary>A private key as the text of its file: plain (PKCS#8 PEM, RFC 8410), or encrypted under a passphrase.</summary>
/// <remarks>The byte layout is in <c>docs/keys.md</c>. Nothing here shows the private half, but for <see cref="Write"/> to whoever stores it.</remarks>
public sealed class StoredKey
{
    private const int MaxCharacters = 4096;

    private readonly string _pem;
    private readonly EncryptedSeed? _encrypted;

    private StoredKey(string pem, PublicKey publicKey, EncryptedSeed? encrypted)
    {
        _pem = pem;
        _encrypted = encrypted;
        PublicKey = publicKey;
    }

    /// <summary>The half that may be shown; it needs no passphrase.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>True when the private half is opened by a passphrase only.</summary>
    public bool IsEncrypted => _encrypted is not null;

    /// <summary>Reads the text of a key file; LK1008 when it is neither form.</summary>
    public static Outcome<StoredKey> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxCharacters)
        {
            return Bad($"The text has {text.Length} characters, more than any private key.");
        }

        if (EncryptedSeed.TryParse(text, out var encrypted))
        {
            return new StoredKey(text, encrypted.PublicKey, encrypted);
        }

        if (!SigningKey.TryFromPem(text, out var plain))
        {
            return Bad($"The text is not an Ed25519 private key: neither PKCS#8 (BEGIN PRIVATE KEY) nor encrypted by LicenseKit (BEGIN {EncryptedSeed.Label}).");
        }

        using (plain)
        {
            return new StoredKey(text, plain.PublicKey, null);
        }
    }

    /// <summary>The key, which can then be used but not exported; the caller disposes it.</summary>
    /// <param name="passphrase">Opens an encrypted key (LK8013 when it does not, LK8014 when it is null or empty, LK8004 when this program cannot normalize it); not looked at for a plain one.</param>
    public Outcome<SigningKey> Open(string? passphrase) => Open(passphrase, KeyExportPolicies.None);

    /// <summary>The same key for whoever stores it again by <see cref="Write"/>.</summary>
    internal Outcome<SigningKey> OpenToStore(string? passphrase) => Open(passphrase, KeyExportPolicies.AllowPlaintextExport);

    /// <summary>The text to store for a key made by <see cref="SigningKey.Create"/>: encrypted, or plain when the passphrase is null or empty. LK8004 when this program cannot normalize the passphrase.</summary>
    public static Outcome<string> Write(SigningKey key, string? passphrase)
    {
        ArgumentNullException.ThrowIfNull(key);
        return string.IsNullOrEmpty(passphrase) ? key.ExportPem() : key.ExportEncryptedPem(passphrase);
    }

    /// <summary>The public half's thumbprint; never the private half.</summary>
    public override string ToString() => $"StoredKey({PublicKey.Thumbprint})";

    private Outcome<SigningKey> Open(string? passphrase, KeyExportPolicies exports)
    {
        if (_encrypted is null)
        {
            return SigningKey.TryFromPem(_pem, exports, out var key) ? key : throw new InvalidOperationException("A key that was read cannot be read again.");
        }

        return string.IsNullOrEmpty(passphrase)
            ? new LicenseFault(FaultCode.PassphraseNeeded, $"The key {PublicKey.Thumbprint} is encrypted, and no passphrase was given.", "Set LICENSEKIT_PASSPHRASE, or give the passphrase when it is asked for.")
            : _encrypted.Open(passphrase, exports);
    }

    private static LicenseFault Bad(string message) => new(FaultCode.BadKey, message, "Use a key file as it was made: by 'licensekit init', by 'licensekit key new' or by the server's first run.");
}
