namespace LicenseKit.Signing;

/// <summary>A vendor's trust anchor as an app pins it: a public key and the period in which it signs.</summary>
public sealed class RootKey
{
    /// <summary>Pins a key; <paramref name="from"/> and <paramref name="to"/> bound the <c>iat</c> of the Master licenses it may sign, half-open.</summary>
    public RootKey(PublicKey key, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        From = from ?? DateTimeOffset.MinValue;
        To = to ?? DateTimeOffset.MaxValue;
    }

    /// <summary>The public half of the root key.</summary>
    public PublicKey Key { get; }

    /// <summary>First instant at which the key signs.</summary>
    public DateTimeOffset From { get; }

    /// <summary>First instant at which it no longer does.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Reads a SubjectPublicKeyInfo: PEM, or the bare base64 between its lines (<c>MCowBQYDK2VwAyEA…</c>).</summary>
    /// <exception cref="FormatException">The text is no Ed25519 public key, or one that must not be used.</exception>
    public static RootKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PublicKey.TryParse(text, out var key)
            ? new RootKey(key)
            : throw new FormatException("The root key is not an Ed25519 SubjectPublicKeyInfo; paste the contents of root.pub.pem.");
    }

    internal bool Signs(long issuedAt)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(issuedAt);
        return From <= at && at < To;
    }
}
