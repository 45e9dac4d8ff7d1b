using LicenseKit.Signing;

namespace LicenseKit.Cli.Files;

/// <summary>Keys in PEM: SubjectPublicKeyInfo for public ones, PKCS#8 or LicenseKit's own encrypted form for private ones. What they hold is never shown.</summary>
internal static class KeyFile
{
    private const int MaxCharacters = 4096;
    private const string PublicForm = "public key: SubjectPublicKeyInfo (BEGIN PUBLIC KEY)";

    /// <summary>A public key; of a private one its public half, for which no passphrase is needed.</summary>
    public static Outcome<PublicKey> ReadPublic(string path)
    {
        if (!ReadText(path).Is(out var pem, out var fault))
        {
            return fault;
        }

        if (PublicKey.TryParse(pem, out var key))
        {
            return key;
        }

        return StoredKey.Read(pem).Value is { } pair ? pair.PublicKey : Bad(path, PublicForm);
    }

    /// <summary>A root key to pin, which is public: whoever has the private half in reach is told to put it away.</summary>
    public static Outcome<PublicKey> ReadRoot(string path)
    {
        if (!ReadText(path).Is(out var pem, out var fault))
        {
            return fault;
        }

        return PublicKey.TryParse(pem, out var key) ? key
            : StoredKey.Read(pem).Value is null ? Bad(path, PublicForm)
            : new LicenseFault(FaultCode.BadKey, $"{InputFile.Named(path)} is a private key; a root key is pinned by its public half.", "Give the public half (root.pub.pem), and keep this file offline.");
    }

    /// <summary>A private key; the caller disposes it.</summary>
    public static Outcome<SigningKey> ReadPrivate(string path, Passphrases passphrases) =>
        !ReadStored(path).Is(out var stored, out var fault) ? fault
        : stored.Open(passphrases.Present(stored, path)).Is(out var key, out fault) ? key
        : In(path, fault);

    /// <summary>A private key as it is stored, plain or under a passphrase.</summary>
    public static Outcome<StoredKey> ReadStored(string path) =>
        !ReadText(path).Is(out var pem, out var fault) ? fault
        : StoredKey.Read(pem).Value is { } stored ? stored
        : Bad(path, "private key: PKCS#8 (BEGIN PRIVATE KEY), or encrypted by LicenseKit (BEGIN LICENSEKIT ENCRYPTED KEY)");

    /// <summary>A fault of a key, with the file in which the key is.</summary>
    public static LicenseFault In(string path, LicenseFault fault) => new(fault.Code, $"{InputFile.Named(path)}: {fault.Message}", fault.Remedy);

    private static Outcome<string> ReadText(string path) =>
        !InputFile.ReadText(path, FaultCode.BadKey).Is(out var text, out var fault) ? fault
        : text.Length <= MaxCharacters ? text
        : Bad(path, $"key: it has {text.Length} characters");

    private static LicenseFault Bad(string path, string what) => new(FaultCode.BadKey,
        $"{InputFile.Named(path)} is not an Ed25519 {what}.", "Use a key file in PEM, made by 'licensekit init' or 'licensekit key new'.");
}
