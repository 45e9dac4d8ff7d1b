using System.Diagnostics.CodeAnalysis;
using System.Text;
using NSec.Cryptography;

namespace LicenseKit.Signing;

/// <summary>An Ed25519 key pair that signs: a vendor's root key or the key of one installation.</summary>
/// <remarks>The private half lives in unmanaged memory until disposed; no member but <see cref="ExportPem"/> reveals it, for <see cref="StoredKey"/>.</remarks>
public sealed class SigningKey : ISigner, IDisposable
{
    private readonly Key _key;

    private SigningKey(Key key)
    {
        _key = key;
        Signing.PublicKey.TryCreate(key.PublicKey.Export(KeyBlobFormat.RawPublicKey), out var publicKey);
        PublicKey = publicKey ?? throw new InvalidOperationException("The key pair has an unusable public half.");
    }

    /// <summary>The half that may be shown.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>A new key pair from the system's random source.</summary>
    public static SigningKey Create() =>
        new(Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport }));

    /// <summary>Reads a PKCS#8 PEM (RFC 8410); the key can then be used but not exported.</summary>
    public static bool TryFromPem(string pem, [NotNullWhen(true)] out SigningKey? key) => TryFromPem(pem, KeyExportPolicies.None, out key);

    /// <summary>The same for whoever stores the key again.</summary>
    internal static bool TryFromPem(string pem, KeyExportPolicies exports, [NotNullWhen(true)] out SigningKey? key)
    {
        key = null;
        if (!Key.TryImport(SignatureAlgorithm.Ed25519, Encoding.UTF8.GetBytes(pem.Trim()), KeyBlobFormat.PkixPrivateKeyText, out var imported, new KeyCreationParameters { ExportPolicy = exports }))
        {
            return false;
        }

        key = new SigningKey(imported!);
        return true;
    }

    /// <summary>The key of a 32 byte seed, for test vectors; a real key comes from <see cref="Create"/>.</summary>
    public static SigningKey FromSeed(ReadOnlySpan<byte> seed) => FromSeed(seed, KeyExportPolicies.None);

    /// <summary>The key of a seed that was stored, and may be stored again if the policy says so.</summary>
    internal static SigningKey FromSeed(ReadOnlySpan<byte> seed, KeyExportPolicies exports) =>
        new(Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey, new KeyCreationParameters { ExportPolicy = exports }));

    /// <summary>PKCS#8 PEM of a key made by <see cref="Create"/>, for the one place that writes key files.</summary>
    public string ExportPem() => Encoding.ASCII.GetString(_key.Export(KeyBlobFormat.PkixPrivateKeyText)).ReplaceLineEndings("\n");

    /// <summary>The same under a passphrase (<see cref="EncryptedSeed"/>).</summary>
    internal Outcome<string> ExportEncryptedPem(string passphrase)
    {
        var seed = _key.Export(KeyBlobFormat.RawPrivateKey);
        try
        {
            return EncryptedSeed.Write(seed, PublicKey, passphrase, EncryptedSeed.Written);
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>Signs a whole document at once (RFC 8032, pure Ed25519, no prehash).</summary>
    /// <param name="data">What is signed.</param>
    /// <param name="signature">Room for the signature, 64 bytes.</param>
    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature) => SignatureAlgorithm.Ed25519.Sign(_key, data, signature);

    /// <inheritdoc/>
    public ValueTask SignAsync(ReadOnlyMemory<byte> data, Memory<byte> signature, CancellationToken cancellationToken)
    {
        Sign(data.Span, signature.Span);
        return default;
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <summary>The public half's thumbprint; never the private half.</summary>
    public override string ToString() => $"SigningKey({PublicKey.Thumbprint})";
}
